package io.nightshift.promotion.gcp.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ArtifactImageObserverTest {

    private static final String IMAGE = "europe-west1-docker.pkg.dev/shop-prod/shop/web/checkout";
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private final RestStand stand = new RestStand();
    private final ArtifactImageObserver look = new ArtifactImageObserver(stand.projects, stand.clients);

    @AfterEach
    void close() {
        stand.close();
    }

    private static Query query(String image, String kind, String reference) {
        return new Query(
                PromotionQueries.IMAGE,
                new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.IMAGE_REPOSITORY, "shop/web/checkout"),
                Json.obj().with("image", image).with(kind, reference));
    }

    private Observed.Seen seen(Query query) {
        return switch (look.observe(query)) {
            case Observed.Seen seen -> seen;
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    private Problem problem(Query query) {
        return switch (look.observe(query)) {
            case Observed.Seen seen -> throw new AssertionError("seen: " + seen);
            case Observed.NotSeen(var problem) -> problem;
        };
    }

    private static Json.Obj platform(String os, String architecture, String variant) {
        return Json.obj().with("os", os).with("architecture", architecture).with("variant", variant);
    }

    private void push() {
        stand.artifact(
                "packages/web%2Fcheckout/tags/v42",
                Json.obj()
                        .with(
                                "version",
                                "projects/shop-prod/locations/europe-west1/repositories/shop/packages/web%2Fcheckout/versions/"
                                        + DIGEST));
        stand.artifact(
                "dockerImages/web%2Fcheckout@" + DIGEST,
                Json.obj()
                        .with("uploadTime", "2026-11-20T03:04:41.512345Z")
                        .with("buildTime", "2026-11-20T03:00:00Z")
                        .with(
                                "imageManifests",
                                Json.arr(
                                        platform("linux", "amd64", ""),
                                        platform("linux", "arm64", "v8"),
                                        platform("linux", "arm", "v7"),
                                        platform("unknown", "unknown", ""))));
    }

    @Test
    void tellsWhatATagNamesAndWhenThatWasPushed() {
        push();
        for (var query : List.of(query(IMAGE, "tag", "v42"), query(IMAGE, "digest", DIGEST))) {
            var seen = seen(query);
            assertThat(seen.health()).isEqualTo(Health.WELL);
            assertThat(seen.details())
                    .isEqualTo(Json.obj()
                            .with("digest", DIGEST)
                            .with("pushedAt", "2026-11-20T03:04:41.512345Z")
                            .with("createdAt", "2026-11-20T03:00:00Z")
                            .with("platforms", Json.strings(List.of("linux/amd64", "linux/arm64", "linux/arm/v7"))));
        }
    }

    @Test
    void whatIsNotThereIsNoImage() {
        push();
        assertThat(seen(query(IMAGE, "tag", "v43")).details().text()).contains("the tag v43 is not there");
        assertThat(seen(query(IMAGE, "digest", "sha256:" + "b".repeat(64))).health())
                .isEqualTo(Health.UNWELL);
    }

    @Test
    void anotherProjectAndAnotherRegistryAreNotAsked() {
        assertThat(problem(query(IMAGE.replace("shop-prod", "canary-prod"), "tag", "v42"))
                        .code())
                .isEqualTo("OtherProject");
        assertThat(problem(query("ghcr.io/shop/web", "tag", "v42")).code()).isEqualTo("OtherRegistry");
        assertThat(stand.wire.requests(request -> true)).isEmpty();
    }

    @Test
    void whatGoesWrongIsNoAnswer() {
        stand.wire.script(request -> true, RestStand.error(403, "PERMISSION_DENIED"));
        assertThat(problem(query(IMAGE, "tag", "v42")).message()).doesNotContain("canary");
        assertThat(problem(query(IMAGE, "tag", "../x")).code()).isEqualTo("BadQuery");
    }
}
