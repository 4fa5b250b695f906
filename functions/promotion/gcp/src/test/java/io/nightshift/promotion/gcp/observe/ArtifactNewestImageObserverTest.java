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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArtifactNewestImageObserverTest {

    private static final String IMAGE = "europe-west1-docker.pkg.dev/shop-prod/shop/checkout";

    private final RestStand stand = new RestStand();
    private final ArtifactNewestImageObserver look = new ArtifactNewestImageObserver(stand.projects, stand.clients);

    @AfterEach
    void close() {
        stand.close();
    }

    private static String digest(int number) {
        return "sha256:" + "%064x".formatted(number);
    }

    private void upload(String image, int number, String... tags) {
        stand.image(image + "@" + digest(number), "2026-11-21T03:%02d:00.123456Z".formatted(number), tags);
    }

    private static Query newest(String image, String tags, String... against) {
        return new Query(
                PromotionQueries.NEWEST,
                new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.IMAGE_REPOSITORY, "shop/checkout"),
                Json.obj().with("image", image).with("tags", tags).with("against", Json.strings(List.of(against))));
    }

    private Observed.Seen seen(Query query) {
        return switch (look.observe(query)) {
            case Observed.Seen seen -> seen;
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    private static String text(Observed.Seen seen, String field) {
        return seen.details().get(field) instanceof Json.Str(var text) ? text : "";
    }

    @Test
    void theNewestOfThisImageIsFoundAmongThoseOfTheWholeRepository() {
        upload(IMAGE, 3, "v3", "latest");
        upload(IMAGE, 1, "v1");
        upload(IMAGE, 5);
        upload(IMAGE, 6, "main");
        upload(IMAGE + "-admin", 9, "v9");
        var seen = seen(newest(IMAGE, "v*", digest(1), digest(5), digest(8)));
        assertThat(seen.health()).isEqualTo(Health.WELL);
        assertThat(text(seen, "digest")).isEqualTo(digest(3));
        assertThat(text(seen, "tag")).isEqualTo("v3");
        assertThat(text(seen, "at")).isEqualTo("2026-11-21T03:03:00.123456Z");
        assertThat(text(seen, "age")).isEqualTo("PUSHED");
        assertThat(seen.details().get("ages"))
                .isEqualTo(Json.obj()
                        .with(digest(1), "2026-11-21T03:01:00.123456Z")
                        .with(digest(5), "2026-11-21T03:05:00.123456Z"));
        assertThat(stand.wire.requests()).as("pages of one").hasSize(5);
    }

    @Test
    void anEmptyRepositoryAndNoneAreToldApart() {
        assertThat(text(seen(newest(IMAGE, "v*")), "reason")).isEqualTo("the registry has no such repository");
        stand.repository();
        assertThat(text(seen(newest(IMAGE, "v*")), "reason")).isEqualTo("no image has a tag that matches");
    }

    @Test
    void moreImagesThanAnybodyReadsAreToldAndNotCutOff() {
        for (int number = 1; number <= 51; number++) {
            upload(IMAGE, number, "v" + number);
        }
        assertThat(look.observe(newest(IMAGE, "v*")).toString()).contains("TooMuch");
    }

    @ParameterizedTest
    @CsvSource({"429, true", "503, true", "403, false", "400, false"})
    void whatIsRefusedIsNoAnswer(int status, boolean retryable) {
        upload(IMAGE, 1, "v1");
        stand.wire.repeat(3, request -> true, RestStand.error(status, "REFUSED"));
        assertThat(look.observe(newest(IMAGE, "v*"))).isInstanceOfSatisfying(Observed.NotSeen.class, blind -> {
            assertThat(blind.problem().retryable()).isEqualTo(retryable);
            assertThat(blind.problem().message()).doesNotContain("canary");
        });
    }

    @Test
    void anotherProjectIsNotAsked() {
        assertThat(look.observe(newest("europe-west1-docker.pkg.dev/other/shop/checkout", "v*"))
                        .toString())
                .contains("OtherProject");
        assertThat(stand.wire.requests()).isEmpty();
    }

    @Test
    void registriesElsewhereAreLeftToOthers() {
        var elsewhere = new Resource(Origin.NOWHERE, Kinds.IMAGE_REPOSITORY, "ghcr.io/shop/web");
        assertThat(look.observes(newest(IMAGE, "v*"))).isTrue();
        assertThat(look.observes(new Query(PromotionQueries.NEWEST, elsewhere, Json.obj())))
                .isFalse();
    }
}
