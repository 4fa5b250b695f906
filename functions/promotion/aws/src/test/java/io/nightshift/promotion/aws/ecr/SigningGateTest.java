package io.nightshift.promotion.aws.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.aws.AwsPermissions;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.ImageSigning;
import io.nightshift.sandbox.aws.FakeResource.StoredImage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningGateTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String OTHER = "sha256:" + "b".repeat(64);
    private static final String CI = profile("built_by_ci");
    private static final String AUDIT = profile("audited");

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final EcrObserver looks = new EcrObserver(cloud.regions, InstantSource.fixed(NOW));

    @AfterEach
    void close() {
        cloud.close();
    }

    private static String profile(String name) {
        return "arn:aws:signer:eu-central-1:" + AwsStandIn.ACCOUNT + ":/signing-profiles/" + name;
    }

    private void push() {
        for (var digest : List.of(DIGEST, OTHER)) {
            cloud.aws.place(new StoredImage("shop/web", digest, List.of(digest.substring(7, 12)), NOW, "{}", "ACTIVE"));
        }
    }

    private void signing(String digest, String profile, String status) {
        push();
        cloud.aws.place(
                new ImageSigning(digest, profile, status, status.equals("FAILED") ? "SigningProfileRevoked" : ""));
    }

    private static Query query(String profile) {
        var gate = Json.obj().with("kind", "attestation").with("by", "aws-signer");
        return new Query(
                PromotionQueries.GATE,
                PromotionStandIn.resource(Kinds.IMAGE_REPOSITORY, "shop/web"),
                Json.obj().with("digest", DIGEST).with("gate", profile.isEmpty() ? gate : gate.with("name", profile)));
    }

    private Observed.Seen ask(String profile) {
        assertThat(looks.observes(query(profile))).isTrue();
        return switch (looks.observe(query(profile))) {
            case Observed.Seen seen -> seen;
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    private static String reason(Observed.Seen seen) {
        return seen.details().get("reason") instanceof Json.Str(var reason) ? reason : "";
    }

    @Test
    void anImageThatEcrHadSignedByTheProfilePasses() {
        signing(DIGEST, CI, "COMPLETE");
        var seen = ask(CI);
        assertThat(seen.health()).isEqualTo(Health.WELL);
        assertThat(reason(seen)).isEqualTo("AWS Signer signed it by " + CI);
    }

    @Test
    void theSignatureOfAnotherImageOrOfAnotherProfileIsNone() {
        signing(OTHER, CI, "COMPLETE");
        assertThat(ask(CI).health()).isEqualTo(Health.UNKNOWN);
        signing(DIGEST, AUDIT, "COMPLETE");
        var seen = ask(CI);
        assertThat(seen.health()).isEqualTo(Health.UNKNOWN);
        assertThat(reason(seen)).contains("has not begun to sign it by " + CI, "signing rule");
    }

    @Test
    void withoutANameEveryProfileThatARuleNamesHasToHaveSigned() {
        push();
        assertThat(ask("").health()).isEqualTo(Health.UNKNOWN);
        signing(DIGEST, CI, "COMPLETE");
        assertThat(ask("").health()).isEqualTo(Health.WELL);
        signing(DIGEST, AUDIT, "IN_PROGRESS");
        assertThat(ask("").health()).isEqualTo(Health.UNKNOWN);
        signing(DIGEST, AUDIT, "FAILED");
        assertThat(ask("").health()).isEqualTo(Health.UNWELL);
    }

    @Test
    void aSignatureThatFailedClosesTheGateWithItsCode() {
        signing(DIGEST, CI, "FAILED");
        var seen = ask(CI);
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(reason(seen)).contains("SigningProfileRevoked").doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IN_PROGRESS", "NEWER_STATE"})
    void aSignatureThatIsNotDoneIsWaitedFor(String status) {
        signing(DIGEST, CI, status);
        var seen = ask(CI);
        assertThat(seen.health()).isEqualTo(Health.UNKNOWN);
        assertThat(reason(seen)).contains(status);
    }

    @Test
    void anImageThatIsGoneIsClosed() {
        assertThat(ask(CI).health()).isEqualTo(Health.UNWELL);
    }

    static Stream<AwsFault> faults() {
        return Stream.of(new AwsFault.Denied(), new AwsFault.Throttled(), new AwsFault.Broken());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whoCannotBeAskedIsWaitedForAndNeverAPass(AwsFault fault) {
        signing(DIGEST, CI, "COMPLETE");
        cloud.aws.fail("DescribeImageSigningStatus", fault, fault, fault);
        var seen = ask(CI);
        assertThat(seen.health()).isEqualTo(Health.UNKNOWN);
        assertThat(reason(seen)).startsWith("ECR could not be asked: ");
    }

    @Test
    void itAsksForThePermissionsThatItStates() {
        signing(DIGEST, CI, "COMPLETE");
        ask(CI);
        assertThat(cloud.aws.calls().stream().flatMap(AwsCall::permissions))
                .containsExactlyElementsOf(AwsPermissions.SIGNATURES);
    }

    @Test
    void attestationsOfOthersAreLeftToThem() {
        var gate = Json.obj().with("kind", "attestation").with("by", "binary-authorization");
        var others = new Query(
                PromotionQueries.GATE,
                query("").subject(),
                Json.obj().with("digest", DIGEST).with("gate", gate));
        assertThat(looks.observes(others)).isFalse();
    }
}
