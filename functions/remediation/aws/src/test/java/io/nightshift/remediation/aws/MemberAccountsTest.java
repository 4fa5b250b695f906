package io.nightshift.remediation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.StsStandIn;
import io.nightshift.sandbox.aws.StsStandIn.Assumed;
import io.nightshift.sandbox.lambda.Payloads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The whole function over the wire: its own account, one member, and groups of the same name in both. */
final class MemberAccountsTest {

    private static final String SHOP = "222233334444";
    private static final String OTHER = "999900001111";
    private static final String ROLE = "arn:aws:iam::222233334444:role/nightshift";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T01:00:00Z"));
    private final RemediationAccount host = new RemediationAccount();
    private final AwsStandIn shop = new AwsStandIn();
    private final StsStandIn sts = new StsStandIn(host.aws.endpoint(), clock);

    @BeforeEach
    void furnish() {
        sts.trust(ROLE, "shop-id", shop.endpoint());
        shop.place(
                Instance.running("i-3"),
                Instance.running("i-4"),
                Group.of("web", 5, "i-3", "i-4"),
                new Alarm("GroupCpuTooHigh", false, "ALARM", "Threshold Crossed"));
    }

    @AfterEach
    void close() {
        sts.close();
        shop.close();
        host.close();
    }

    private RemediationHandler handler(String policy, String externalId) {
        var variables = host.variables();
        variables.putAll(Map.of(
                "NIGHTSHIFT_AWS_ENDPOINT",
                sts.endpoint().toString(),
                "NIGHTSHIFT_POLICY_TEXT",
                policy,
                "NIGHTSHIFT_MEMBER_ACCOUNTS",
                "[{\"role\": \"%s\", \"externalId\": \"%s\"}]".formatted(ROLE, externalId)));
        var credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(StsStandIn.HOST_KEY, "canary-host-key"));
        return new RemediationHandler(RemediationHandler.configuration(variables), clock, () -> credentials);
    }

    private static String alarm(String account) {
        return new String(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"), StandardCharsets.UTF_8)
                .replace(AwsStandIn.ACCOUNT, account);
    }

    private static Json handle(RemediationHandler handler, byte[] event) {
        return handler.wiring().get().handler().handle(event, () -> 60_000);
    }

    private Run finish(RemediationHandler handler) {
        for (int turn = 0; turn < 20 && !host.finished(); turn++) {
            clock.pass(Duration.ofMinutes(1));
            handle(handler, Payloads.SWEEP);
        }
        return host.runs().getFirst();
    }

    private String story(Run run) {
        return String.join("\n", host.story(run));
    }

    @Test
    void anEventOfAMemberActsThereByItsRoleAndTheLedgerNamesIt() {
        var handler = handler(RemediationAccount.POLICY, "shop-id");
        handle(handler, Payloads.bytes(alarm(SHOP)));
        shop.alter(Alarm.class, "alarm/GroupCpuTooHigh", alarm -> new Alarm(alarm.name(), false, "OK", "well again"));
        var run = finish(handler);

        assertThat(run.outcome()).contains(Outcome.RESOLVED);
        assertThat(shop.changes()).containsExactly("set-desired group/web");
        assertThat(host.aws.changes()).noneMatch(change -> change.contains("group/web"));
        assertThat(sts.assumed())
                .isNotEmpty()
                .allMatch(new Assumed(ROLE, "nightshift-" + run.id(), run.id().value())::equals);
        assertThat(story(run)).contains("\"identity\":\"" + ROLE + "\"").doesNotContain("canary", "shop-id");
    }

    @Test
    void anEventOfTheHostsOwnAccountUsesNoRole() {
        var handler = handler(RemediationAccount.POLICY, "shop-id");
        handle(handler, Payloads.bytes(alarm(AwsStandIn.ACCOUNT)));

        assertThat(host.aws.changes()).anyMatch(change -> change.contains("group/web"));
        assertThat(shop.calls()).isEmpty();
        assertThat(sts.assumed()).isEmpty();
        assertThat(story(host.runs().getFirst())).doesNotContain("\"identity\"");
    }

    @Test
    void aMessageThatOnlyNamesTheMemberStartsNoRun() {
        var handler = handler(RemediationAccount.POLICY, "shop-id");
        handle(handler, Payloads.batch(alarm(SHOP)));

        assertThat(host.runs()).isEmpty();
        assertThat(shop.calls()).isEmpty();
        assertThat(host.aws.calls("SendMessage")).as("dead letters").isEqualTo(1);
    }

    @Test
    void anAccountThatIsNotListedIsRefusedAsBefore() {
        var handler = handler(RemediationAccount.POLICY, "shop-id");
        handle(handler, Payloads.bytes(alarm(OTHER)));
        var run = finish(handler);

        assertThat(run.outcome()).contains(Outcome.ESCALATED);
        assertThat(story(run)).contains("it belongs to account '" + OTHER + "'");
        assertThat(sts.assumed()).isEmpty();
        assertThat(host.aws.changes()).noneMatch(change -> change.contains("group/web"));
    }

    @Test
    void aRoleThatRefusesTheHostEscalatesWithTheReason() {
        var handler = handler(RemediationAccount.POLICY, "canary-wrong-id");
        handle(handler, Payloads.bytes(alarm(SHOP)));
        var run = finish(handler);

        assertThat(run.outcome()).contains(Outcome.ESCALATED);
        assertThat(story(run))
                .contains("the role " + ROLE + " was not assumed", "sts:AssumeRole")
                .doesNotContain("canary");
        assertThat(shop.calls()).isEmpty();
    }

    @Test
    void anOwnersTagInTheMemberHoldsTheActBack() {
        shop.place(Group.of("web", 5, "i-3", "i-4").tagged(Map.of("nightshift", "off")));
        var handler = handler(RemediationAccount.POLICY, "shop-id");
        handle(handler, Payloads.bytes(alarm(SHOP)));
        finish(handler);

        assertThat(shop.calls("DescribeAutoScalingGroups")).isPositive();
        assertThat(shop.changes()).isEmpty();
    }

    @Test
    void anApprovalLetsTheActHappenInTheMember() {
        var handler = handler(
                RemediationAccount.POLICY.replace(
                        "  max-age: 3650d\n",
                        "  max-age: 3650d\n  approval: {approvers: sre}\napprovers: {sre: [alice]}\n"),
                "shop-id");
        handle(handler, Payloads.bytes(alarm(SHOP)));
        var asking = host.runs().getFirst();
        assertThat(shop.changes()).isEmpty();
        var plan = asking.approval().orElseThrow().planHash();
        handler.wiring().get().engine().approve(asking.id(), plan, "alice");

        assertThat(shop.changes()).containsExactly("set-desired group/web");
        assertThat(host.ledger.entries(asking.id(), Optional.empty(), 100).items())
                .isNotEmpty();
        assertThat(List.copyOf(host.story(asking))).anyMatch(entry -> entry.contains(ROLE));
    }
}
