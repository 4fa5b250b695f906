package io.nightshift.promotion.aws.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.ImageScan;
import io.nightshift.sandbox.aws.FakeResource.StoredImage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcrObserverTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");
    private static final Instant PUSHED = Instant.parse("2026-11-21T03:00:00Z");
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String INDEX = """
            {"schemaVersion": 2, "manifests": [
              {"platform": {"os": "linux", "architecture": "arm64", "variant": "v8"}},
              {"platform": {"os": "linux", "architecture": "amd64"}},
              {"platform": {"os": "unknown", "architecture": "unknown"}}]}""";

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final EcrObserver looks = new EcrObserver(cloud.regions, InstantSource.fixed(NOW));

    @AfterEach
    void close() {
        cloud.close();
    }

    private void push(String manifest, String status) {
        cloud.aws.place(new StoredImage("shop/web", DIGEST, List.of("v7", "latest"), PUSHED, manifest, status));
    }

    private void scan(String status, boolean completed, boolean enhanced, String... findings) {
        push("{}", "ACTIVE");
        cloud.aws.place(new ImageScan("shop/web", DIGEST, status, completed, enhanced, List.of(findings)));
    }

    private static Resource repository() {
        return PromotionStandIn.resource(Kinds.IMAGE_REPOSITORY, "shop/web");
    }

    private static Query image(String field, String value) {
        return new Query(
                PromotionQueries.IMAGE,
                repository(),
                Json.obj()
                        .with("image", PromotionStandIn.REGISTRY + "/shop/web")
                        .with(field, value));
    }

    private static Query gate(Json.Obj more) {
        var gate = Json.obj()
                .with("kind", "scan")
                .with("source", "inspector")
                .with("atMost", Json.obj().with("critical", 0).with("high", 1));
        for (var member : more.members().entrySet()) {
            gate = gate.with(member.getKey(), member.getValue());
        }
        return new Query(
                PromotionQueries.GATE,
                repository(),
                Json.obj().with("digest", DIGEST).with("gate", gate));
    }

    private Observed.Seen seen(Query query) {
        assertThat(looks.observes(query)).isTrue();
        assertThat(looks.observe(query)).isInstanceOf(Observed.Seen.class);
        return (Observed.Seen) looks.observe(query);
    }

    private Observed.Seen judged() {
        return seen(gate(Json.obj()));
    }

    private static String reason(Observed.Seen seen) {
        return seen.details().get("reason") instanceof Json.Str(var reason) ? reason : "";
    }

    @Test
    void aTagNamesADigestAndTheIndexItsPlatforms() {
        push(INDEX, "ACTIVE");
        var seen = seen(image("tag", "v7"));
        assertThat(seen.health()).isEqualTo(Health.WELL);
        assertThat(seen.details())
                .isEqualTo(Json.obj()
                        .with("digest", DIGEST)
                        .with("pushedAt", PUSHED.toString())
                        .with("platforms", Json.strings(List.of("linux/amd64", "linux/arm64"))));
    }

    @Test
    void aSingleImageDoesNotTellItsPlatform() {
        push("{\"schemaVersion\": 2, \"config\": {}}", "ACTIVE");
        assertThat(seen(image("digest", DIGEST)).details().get("platforms")).isEqualTo(Json.arr());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v8", "v6"})
    void aTagThatIsGoneNamesNothing(String tag) {
        push(INDEX, "ACTIVE");
        var seen = seen(image("tag", tag));
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(reason(seen)).isEqualTo("the repository has no such image");
    }

    @Test
    void aRepositoryThatIsGoneHasNoImage() {
        assertThat(seen(image("tag", "v7")).health()).isEqualTo(Health.UNWELL);
    }

    @Test
    void anArchivedImageCannotBePulled() {
        push(INDEX, "ARCHIVED");
        assertThat(reason(seen(image("tag", "v7")))).contains("ARCHIVED");
    }

    @Test
    void aQueryWithoutTagAndDigestIsRefused() {
        assertThat(looks.observe(image("other", "x"))).isInstanceOf(Observed.NotSeen.class);
        assertThat(cloud.aws.calls()).isEmpty();
    }

    @Test
    void aRepositoryOfAnotherAccountIsNotAsked() {
        var foreign = new Resource(Origin.aws("999988887777", AwsStandIn.REGION), Kinds.IMAGE_REPOSITORY, "shop/web");
        var observed = looks.observe(
                new Query(PromotionQueries.IMAGE, foreign, image("tag", "v7").with()));
        assertThat(observed)
                .isInstanceOfSatisfying(
                        Observed.NotSeen.class,
                        blind -> assertThat(blind.problem().code()).isEqualTo("OtherAccount"));
    }

    @Test
    void gatesOfOthersAreLeftToThem() {
        assertThat(looks.observes(gate(Json.obj().with("source", "report")))).isFalse();
        assertThat(looks.observes(gate(Json.obj().with("kind", "signature")))).isFalse();
    }

    @Test
    void whatInspectorFoundIsCountedOverAllPages() {
        scan(
                "ACTIVE",
                true,
                true,
                inspectors("CVE-1", "HIGH"),
                inspectors("CVE-2", "HIGH"),
                inspectors("CVE-3", "LOW"));
        var seen = judged();
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(reason(seen)).contains("2 high (at most 1): CVE-1, CVE-2");
    }

    @Test
    void whatHasNoFixDoesNotCountWhereOnlyFixableOnesDo() {
        scan("ACTIVE", true, true, inspectors("CVE-1", "CRITICAL"), fixable("CVE-2"));
        var seen = seen(gate(Json.obj().with("fixableOnly", true)));
        assertThat(seen.health()).isEqualTo(Health.WELL);
        assertThat(reason(seen)).contains("1 high (at most 1)").contains("1 without a fix not counted");
    }

    @Test
    void whatEcrFoundItselfCounts() {
        scan("COMPLETE", true, false, "{\"name\": \"CVE-9\", \"severity\": \"CRITICAL\"}");
        assertThat(reason(judged())).contains("1 critical (at most 0): CVE-9");
    }

    @Test
    void aSeverityThatNobodyKnowsCountsAsTheWorst() {
        scan("ACTIVE", true, true, inspectors("CVE-1", "CATASTROPHIC"));
        assertThat(judged().health()).isEqualTo(Health.UNWELL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "IN_PROGRESS", "ACTIVE", "COMPLETE"})
    void aScanThatIsNotThroughIsNotJudged(String status) {
        scan(status, false, true);
        assertThat(judged().health()).isEqualTo(Health.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"FAILED", "UNSUPPORTED_IMAGE", "SCAN_ELIGIBILITY_EXPIRED", "FINDINGS_UNAVAILABLE", "NEWER_STATE"
            })
    void aScanThatCannotTellIsNoPass(String status) {
        scan(status, true, true);
        var seen = judged();
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(reason(seen)).contains(status);
    }

    @Test
    void anImageThatNobodyScannedMayBeScannedYet() {
        push("{}", "ACTIVE");
        assertThat(judged().health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void aCallThatIsDeniedIsNoAnswer() {
        push("{}", "ACTIVE");
        cloud.aws.fail("DescribeImageScanFindings", new AwsFault.Denied());
        assertThat(looks.observe(gate(Json.obj()))).isInstanceOf(Observed.NotSeen.class);
    }

    private static String inspectors(String id, String severity) {
        return finding(id, severity, "NO");
    }

    private static String fixable(String id) {
        return finding(id, "HIGH", "YES");
    }

    private static String finding(String id, String severity, String fix) {
        return Json.obj()
                .with("severity", severity)
                .with("status", "ACTIVE")
                .with("fixAvailable", fix)
                .with("packageVulnerabilityDetails", Json.obj().with("vulnerabilityId", id))
                .text();
    }
}
