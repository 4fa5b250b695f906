package io.nightshift.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.aws.decode.Arn;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.CallIdentity;
import io.nightshift.core.signal.Origin;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.StsStandIn;
import io.nightshift.sandbox.aws.StsStandIn.Assumed;
import io.nightshift.sandbox.wire.FastRetries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** Three accounts, each with one instance of its own, and the real SDK clients. */
final class MemberCredentialsTest {

    private static final String SHOP = "222233334444";
    private static final String DATA = "333344445555";
    private static final String OTHER = "999900001111";
    private static final String ROLE = "arn:aws:iam::222233334444:role/nightshift";
    private static final String DATA_ROLE = "arn:aws:iam::333344445555:role/nightshift";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T01:00:00Z"));
    private final AwsStandIn host = new AwsStandIn();
    private final AwsStandIn shop = new AwsStandIn();
    private final AwsStandIn data = new AwsStandIn();
    private final StsStandIn sts = new StsStandIn(host.endpoint(), clock);
    private final AwsClients clients = new AwsClients(
            AwsStandIn.REGION,
            Optional.of(sts.endpoint()),
            StaticCredentialsProvider.create(AwsBasicCredentials.create(StsStandIn.HOST_KEY, "canary-host-key")),
            FastRetries.POLICY);
    private final AwsRegions regions = regions("shop-id", "data-id");

    private AwsRegions regions(String shopId, String dataId) {
        return new AwsRegions(AwsStandIn.ACCOUNT, Map.of(AwsStandIn.REGION, new AwsRegionApis(clients)))
                .and(List.of(role(ROLE, shopId), role(DATA_ROLE, dataId)), clients, clock);
    }

    private static MemberRole role(String arn, String externalId) {
        return new MemberRole(Arn.parse(arn).orElseThrow(), externalId, Set.of(AwsStandIn.REGION));
    }

    @BeforeEach
    void furnish() {
        host.place(Instance.running("i-host"));
        shop.place(Instance.running("i-shop"));
        data.place(Instance.running("i-data"));
        sts.trust(ROLE, "shop-id", shop.endpoint());
        sts.trust(DATA_ROLE, "data-id", data.endpoint());
    }

    @AfterEach
    void close() {
        List.of(sts, host, shop, data).forEach(each -> {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        clients.close();
    }

    private static Origin in(String account) {
        return Origin.aws(account, AwsStandIn.REGION);
    }

    /** The instances that a run sees in that account. */
    private List<String> seen(String run, String account) {
        return CallIdentity.reading(run, () -> {
            try {
                return instances(regions, account);
            } catch (CallFailed e) {
                throw new AssertionError(e.problem().message(), e);
            }
        });
    }

    private static List<String> instances(AwsRegions regions, String account) throws CallFailed {
        var ec2 = regions.of(in(account)).ec2();
        return AwsCalls.read(ec2::describeInstances).reservations().stream()
                .map(Reservation::instances)
                .flatMap(List::stream)
                .map(one -> one.instanceId())
                .toList();
    }

    @Test
    void theAccountOfAResourceChoosesTheRoleAndSoTheAccountThatAnswers() {
        assertThat(seen("run-1", AwsStandIn.ACCOUNT)).containsExactly("i-host");
        assertThat(seen("run-1", SHOP)).containsExactly("i-shop");
        assertThat(seen("run-1", DATA)).containsExactly("i-data");
        assertThat(sts.assumed()).extracting(Assumed::role).containsExactly(ROLE, DATA_ROLE);
    }

    @Test
    void eachRunHasItsOwnTaggedSessionAndUsesItForAllItsCalls() {
        for (var run : List.of("remediation-0a1b2c3d4e5f", "remediation-1111", "remediation-0a1b2c3d4e5f")) {
            seen(run, SHOP);
        }
        assertThat(sts.assumed())
                .containsExactly(
                        new Assumed(ROLE, "nightshift-remediation-0a1b2c3d4e5f", "remediation-0a1b2c3d4e5f"),
                        new Assumed(ROLE, "nightshift-remediation-1111", "remediation-1111"));
    }

    @Test
    void callsOutsideOfRunsShareASessionWithoutARun() throws CallFailed {
        assertThat(instances(regions, SHOP)).containsExactly("i-shop");
        assertThat(instances(regions, SHOP)).containsExactly("i-shop");
        assertThat(sts.assumed()).containsExactly(new Assumed(ROLE, "nightshift-none", "none"));
    }

    @Test
    void namesThatStsRefusesAreMadeFit() {
        assertThat(seen("run with spaces/and:more " + "x".repeat(100), SHOP)).containsExactly("i-shop");
        assertThat(sts.assumed().getFirst().session()).hasSize(64).startsWith("nightshift-run-with-spaces-and-more-x");
    }

    @Test
    void aSessionIsRenewedBeforeItEndsAndNotSooner() {
        seen("run-1", SHOP);
        clock.pass(Duration.ofMinutes(12));
        assertThat(seen("run-1", SHOP)).containsExactly("i-shop");
        assertThat(sts.assumed()).hasSize(1);
        clock.pass(Duration.ofMinutes(2));
        assertThat(seen("run-1", SHOP)).containsExactly("i-shop");
        assertThat(sts.assumed()).hasSize(2);
    }

    @Test
    void clientsThatARunKeepsAreRenewedAsWell() throws CallFailed {
        var ec2 = regions.of(in(SHOP)).ec2();
        clock.pass(Duration.ofMinutes(20));
        assertThat(AwsCalls.read(ec2::describeInstances).reservations()).hasSize(1);
        assertThat(sts.assumed()).hasSize(2);
    }

    @Test
    void manyRunsKeepALimitedNumberOfSessions() {
        for (int i = 0; i < 70; i++) {
            seen("run-" + i, SHOP);
        }
        assertThat(seen("run-69", SHOP)).containsExactly("i-shop");
        assertThat(sts.assumed()).as("the session of the latest run is kept").hasSize(70);
    }

    @Test
    void theClientsOfAMemberAreMadeOnceForEachRegion() throws CallFailed {
        assertThat(regions.of(in(SHOP))).isSameAs(regions.of(in(SHOP))).isNotSameAs(regions.of(in(DATA)));
        assertThat(regions.all()).extracting(AwsRegionApis::region).containsExactly(AwsStandIn.REGION);
    }

    private static CallFailed refused(AwsRegions regions, String account) {
        return catchThrowableOfType(CallFailed.class, () -> instances(regions, account));
    }

    @Test
    void aWrongExternalIdIsRefusedWithTheRoleAndTheCause() {
        var problem = refused(regions("canary-wrong-id", "data-id"), SHOP).problem();

        assertThat(problem.code()).isEqualTo("AccessDenied");
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.message())
                .contains(ROLE, "answered AccessDenied", "not authorized to perform sts:AssumeRole", "external id")
                .doesNotContain("canary");
        assertThat(shop.calls()).isEmpty();
    }

    @Test
    void aRoleOfOneAccountIsNoWayIntoAnother() {
        var confused = new AwsRegions(AwsStandIn.ACCOUNT, Map.of(AwsStandIn.REGION, new AwsRegionApis(clients)))
                .and(List.of(role(ROLE, "data-id")), clients, clock);
        assertThat(refused(confused, SHOP).problem().code()).isEqualTo("AccessDenied");
        assertThat(refused(confused, DATA).problem().code()).isEqualTo("OtherAccount");
    }

    @Test
    void anAccountOrARegionThatIsNotListedIsRefusedBeforeAnyCall() {
        assertThat(refused(regions, OTHER).problem().message())
                .isEqualTo("it belongs to account '" + OTHER + "'; this function works in " + AwsStandIn.ACCOUNT + ", "
                        + SHOP + ", " + DATA);
        assertThatThrownBy(() -> regions.of(Origin.aws(SHOP, "us-east-1")))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed -> assertThat(failed.problem().code()).isEqualTo("OtherRegion"));
        assertThat(sts.assumed()).isEmpty();
    }

    @Test
    void throttlingIsWaitedForAndReportedAsTransientWhenItLasts() {
        sts.fail(new AwsFault.Throttled());
        assertThat(seen("run-1", SHOP)).containsExactly("i-shop");

        sts.fail(
                new AwsFault.Throttled(), new AwsFault.Throttled(), new AwsFault.Throttled(), new AwsFault.Throttled());
        var problem = refused(regions, SHOP).problem();
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.message()).contains("Throttling").doesNotContain("canary");
    }

    @Test
    void noTextShowsCredentialsOrTheExternalId() throws CallFailed {
        instances(regions, SHOP);
        var credentials = new MemberCredentials(role(ROLE, "canary-id"), () -> null, clock);
        assertThat(List.<Object>of(role(ROLE, "canary-id"), credentials, regions)
                        .toString())
                .doesNotContain("canary");
    }
}
