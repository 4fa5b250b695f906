package io.nightshift.promotion.neutral.registry;

import static io.nightshift.promotion.neutral.registry.Asked.detail;
import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.query;
import static io.nightshift.promotion.neutral.registry.Asked.reason;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.neutral.registry.Logins.Login;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.registry.RegistryStandIn;
import io.nightshift.web.WebClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every registry answers alike; the same suite runs over the stand-in and over Docker's own. */
abstract class ReadsImages {

    static final String CREATED = "2026-11-20T03:04:05Z";

    static final Login LOGIN = new Login(RegistryStandIn.USER, RegistryStandIn.PASSWORD);

    private final WebClient web = new WebClient(Duration.ofSeconds(20), InstantSource.system());

    abstract Pusher pusher();

    abstract boolean wantsLogin();

    final String image(String path) {
        return pusher().registry().getAuthority() + "/" + path;
    }

    final ImageObserver observer(Optional<Login> login) {
        return new ImageObserver(
                new Registries(web, host -> login, Set.of(pusher().registry().getAuthority())));
    }

    private Observed.Seen look(String path, String name, String value) {
        return seen(
                observer(Optional.of(LOGIN)),
                query(PromotionQueries.IMAGE, image(path), Json.obj().with(name, value)));
    }

    @Test
    void aTagIsTheDigestThatWasPushed() {
        var digest = pusher().image("shop/web", "v1", "linux/amd64", CREATED);
        var seen = look("shop/web", "tag", "v1");
        assertThat(detail(seen, "digest")).isEqualTo(digest);
        assertThat(detail(seen, "pushedAt")).isEmpty();
        assertThat(detail(seen, "createdAt")).isEqualTo(CREATED);
        assertThat(detail(seen, "platforms")).isEqualTo("[\"linux/amd64\"]");
    }

    @Test
    void aDigestNeedsNoTag() {
        var digest = pusher().image("shop/untagged", "", "linux/arm64/v8", CREATED);
        var seen = look("shop/untagged", "digest", digest);
        assertThat(detail(seen, "digest")).isEqualTo(digest);
        assertThat(detail(seen, "platforms")).isEqualTo("[\"linux/arm64\"]");
    }

    @Test
    void anIndexHasThePlatformsOfItsImagesWithoutAttestations() {
        var images = new LinkedHashMap<String, String>();
        images.put("linux/amd64", pusher().image("shop/multi", "", "linux/amd64", CREATED));
        images.put("linux/arm/v7", pusher().image("shop/multi", "", "linux/arm/v7", "2026-11-20T03:09:09Z"));
        images.put("unknown/unknown", pusher().image("shop/multi", "", "unknown/unknown", CREATED));
        var digest = pusher().index("shop/multi", "v2", images);
        var seen = look("shop/multi", "tag", "v2");
        assertThat(detail(seen, "digest")).isEqualTo(digest);
        assertThat(detail(seen, "platforms")).isEqualTo("[\"linux/amd64\",\"linux/arm/v7\"]");
        assertThat(detail(seen, "createdAt")).isEqualTo(CREATED);
    }

    @Test
    void aTagThatMovesIsTheNewDigest() {
        pusher().image("shop/moves", "latest", "linux/amd64", CREATED);
        var second = pusher().image("shop/moves", "latest", "linux/amd64", "2026-11-21T00:00:00Z");
        assertThat(detail(look("shop/moves", "tag", "latest"), "digest")).isEqualTo(second);
    }

    @Test
    void theNewestIsTheOneThatWasBuiltLastWhateverTheOrderOfItsTags() {
        var built = "2026-11-20T%02d:00:00Z";
        for (int number = 1; number <= 21; number++) {
            pusher().image("shop/many", "v" + number, "linux/amd64", built.formatted((number * 5) % 23));
        }
        var last = pusher().image("shop/many", "v9.1", "linux/amd64", built.formatted(23));
        pusher().image("shop/many", "main", "linux/amd64", "2026-11-21T00:00:00Z");
        var seen = newest("shop/many", "v*");
        assertThat(detail(seen, "digest")).isEqualTo(last);
        assertThat(detail(seen, "tag")).isEqualTo("v9.1");
        assertThat(detail(seen, "at")).isEqualTo(built.formatted(23));
        assertThat(detail(seen, "age")).isEqualTo("BUILT");
        assertThat(detail(seen, "left")).isEqualTo("0");
        assertThat(detail(seen, "highest")).isEqualTo("false");
        assertThat(detail(newest("shop/many", "main"), "at")).isEqualTo("2026-11-21T00:00:00Z");
        assertThat(reason(newest("shop/many", "w*"))).isEqualTo("no image has a tag that matches");
        assertThat(reason(newest("shop/many-more", "w*"))).isEqualTo("the registry has no such repository");
    }

    private Observed.Seen newest(String path, String tags) {
        var wanted = Json.obj().with("tags", tags).with("against", Json.arr());
        return seen(newestObserver(), query(PromotionQueries.NEWEST, image(path), wanted));
    }

    private NewestObserver newestObserver() {
        return new NewestObserver(observer(Optional.of(LOGIN)).registries());
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        var digest = pusher().image("shop/gone", "v1", "linux/amd64", CREATED);
        assertThat(reason(look("shop/gone", "tag", "v9"))).isEqualTo("the tag v9 is not there (deleted?)");
        pusher().delete("shop/gone", digest);
        assertThat(reason(look("shop/gone", "tag", "v1"))).isEqualTo("the tag v1 is not there (deleted?)");
        assertThat(reason(look("shop/gone", "digest", digest)))
                .isEqualTo("the digest " + digest + " is not there (deleted?)");
        assertThat(reason(look("shop/never-pushed", "tag", "v1"))).contains("is not there");
    }

    @Test
    void withoutTheRightLoginNothingIsSeenAndNoSecretSaid() {
        pusher().image("shop/closed", "v1", "linux/amd64", CREATED);
        var query =
                query(PromotionQueries.IMAGE, image("shop/closed"), Json.obj().with("tag", "v1"));
        if (!wantsLogin()) {
            assertThat(detail(seen(observer(Optional.empty()), query), "digest"))
                    .startsWith("sha256:");
            return;
        }
        var nobody = problem(observer(Optional.empty()), query);
        assertThat(nobody.code()).isEqualTo("Denied");
        assertThat(nobody.retryable()).isFalse();
        var wrong = problem(observer(Optional.of(new Login(RegistryStandIn.USER, "canary-of-a-wrong-one"))), query);
        assertThat(wrong.code()).isEqualTo("Denied");
        assertThat(wrong.message()).doesNotContain("canary");
    }
}
