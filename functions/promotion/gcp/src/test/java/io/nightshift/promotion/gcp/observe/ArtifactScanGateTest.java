package io.nightshift.promotion.gcp.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ArtifactScanGateTest {

    private static final String IMAGE = "europe-west1-docker.pkg.dev/shop-prod/shop/checkout";
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String PLACE = IMAGE + "@" + DIGEST;

    private final RestStand stand = new RestStand();
    private final ArtifactScanGate look = new ArtifactScanGate(
            stand.projects, stand.clients, InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));

    @AfterEach
    void close() {
        stand.close();
    }

    private static Query query(String image, Json.Obj gate) {
        return new Query(
                PromotionQueries.GATE,
                new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.IMAGE_REPOSITORY, "shop/checkout"),
                Json.obj().with("image", image).with("digest", DIGEST).with("gate", gate));
    }

    private static Json.Obj gate() {
        return Json.obj()
                .with("kind", "scan")
                .with("source", "artifact-analysis")
                .with("atMost", Json.obj().with("critical", 0).with("high", 1));
    }

    private void discovered(String state) {
        stand.occurrence(
                "DISCOVERY",
                PLACE,
                Json.obj()
                        .with("noteName", "projects/goog-analysis/notes/PACKAGE_VULNERABILITY")
                        .with("discovery", Json.obj().with("analysisStatus", state)));
    }

    private void found(String id, String severity, String effective, boolean fixable) {
        var vulnerability = Json.obj()
                .with("severity", severity)
                .with("effectiveSeverity", effective)
                .with("shortDescription", id)
                .with("fixAvailable", fixable);
        stand.occurrence(
                "VULNERABILITY",
                PLACE,
                Json.obj().with("noteName", "projects/goog-vulnz/notes/" + id).with("vulnerability", vulnerability));
    }

    private Observed.Seen ask(Json.Obj gate) {
        return switch (look.observe(query(IMAGE, gate))) {
            case Observed.Seen seen -> seen;
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    private static String reason(Observed.Seen seen) {
        return seen.details().get("reason") instanceof Json.Str(var reason) ? reason : "";
    }

    @Test
    void anImageThatNobodyHasBegunToScanWaits() {
        var seen = ask(gate());
        assertThat(seen.health()).isEqualTo(Health.UNKNOWN);
        assertThat(reason(seen)).contains("has not begun");
    }

    @Test
    void oneOfTwoScansThatStillRunsIsWaitedFor() {
        discovered("FINISHED_SUCCESS");
        discovered("SCANNING");
        var seen = ask(gate());
        assertThat(seen.health()).isEqualTo(Health.UNKNOWN);
        assertThat(reason(seen)).isEqualTo("Artifact Analysis is at it: SCANNING");
    }

    @Test
    void anImageThatCannotBeScannedIsClosed() {
        discovered("FINISHED_SUCCESS");
        discovered("FINISHED_UNSUPPORTED");
        assertThat(ask(gate()).health()).isEqualTo(Health.UNWELL);
    }

    @Test
    void aFinishedScanIsCountedByTheDistributionsOwnWord() {
        discovered("FINISHED_SUCCESS");
        found("CVE-2026-1", "CRITICAL", "HIGH", true);
        found("CVE-2026-2", "HIGH", "LOW", true);
        assertThat(ask(gate()).health()).isEqualTo(Health.WELL);
        found("CVE-2026-3", "HIGH", "SEVERITY_UNSPECIFIED", true);
        var seen = ask(gate());
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(reason(seen)).contains("CVE-2026-1").contains("CVE-2026-3").doesNotContain("CVE-2026-2");
    }

    @Test
    void whatHasNoFixNeedNotCount() {
        discovered("COMPLETE");
        found("CVE-2026-1", "CRITICAL", "CRITICAL", false);
        assertThat(ask(gate()).health()).isEqualTo(Health.UNWELL);
        assertThat(ask(gate().with("fixableOnly", true)).health()).isEqualTo(Health.WELL);
    }

    @Test
    void anImageElsewhereIsClosedAndAnotherProjectRefused() {
        assertThat(look.observe(query("registry.example/shop/checkout", gate())))
                .isInstanceOfSatisfying(
                        Observed.Seen.class, seen -> assertThat(seen.health()).isEqualTo(Health.UNWELL));
        assertThat(look.observe(query("europe-west1-docker.pkg.dev/other/shop/checkout", gate()))
                        .toString())
                .contains("OtherProject");
        assertThat(stand.wire.requests()).isEmpty();
    }

    @Test
    void gatesOfOthersAreNotItsOwn() {
        assertThat(look.observes(query(IMAGE, gate()))).isTrue();
        assertThat(look.observes(query(IMAGE, gate().with("source", "ecr")))).isFalse();
        assertThat(look.observes(query(IMAGE, gate().with("kind", "age")))).isFalse();
    }
}
