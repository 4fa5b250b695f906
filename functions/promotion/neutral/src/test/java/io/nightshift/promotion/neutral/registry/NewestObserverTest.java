package io.nightshift.promotion.neutral.registry;

import static io.nightshift.promotion.neutral.registry.Asked.detail;
import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.query;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.registry.RegistryStandIn;
import io.nightshift.sandbox.registry.RegistryStandIn.Login;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.web.WebClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NewestObserverTest {

    private final RegistryStandIn registry = new RegistryStandIn(Login.TOKEN, true);
    private final WebClient web = new WebClient(Duration.ofSeconds(20), InstantSource.system());
    private final NewestObserver observer =
            new NewestObserver(new Registries(web, host -> Optional.of(ReadsImages.LOGIN), Set.of(registry.host())));

    private static boolean isList(WireRequest request) {
        return request.path().endsWith("/tags/list");
    }

    @AfterEach
    void stop() {
        registry.close();
        web.close();
    }

    private String pushed(String tag, String created) {
        return registry.pusher().image("shop/web", tag, "linux/amd64", created);
    }

    private Query newest(String tags, String... against) {
        return query(
                PromotionQueries.NEWEST,
                registry.host() + "/shop/web",
                Json.obj().with("tags", tags).with("against", Json.strings(java.util.List.of(against))));
    }

    private String why(String tags) {
        var seen = seen(observer, newest(tags));
        assertThat(seen.health()).isEqualTo(Health.UNKNOWN);
        return Asked.reason(seen);
    }

    private static String day(int number) {
        return "2026-%02d-%02dT00:00:00Z".formatted(1 + number / 28, 1 + number % 28);
    }

    @Test
    void ofHundredsOfTagsTheHighestAreLookedAtAndTheRestIsTold() {
        for (int number = 0; number < 130; number++) {
            pushed("v1." + number, day(number));
        }
        var seen = seen(observer, newest("v*"));
        assertThat(detail(seen, "tag")).isEqualTo("v1.129");
        assertThat(detail(seen, "left")).isEqualTo("" + (130 - NewestObserver.MOST));
        assertThat(detail(seen, "highest")).isEqualTo("true");
        assertThat(registry.wire().requests(NewestObserverTest::isList))
                .as("pages, and the first one twice: to log in")
                .hasSize(8);
    }

    @Test
    void aTagWithoutAWildcardNeedsNoList() {
        var digest = pushed("main", day(1));
        pushed("v1", day(2));
        assertThat(detail(seen(observer, newest("main")), "digest")).isEqualTo(digest);
        assertThat(registry.wire().requests(NewestObserverTest::isList)).isEmpty();
    }

    @Test
    void twoTagsOfADigestAreReadOnce() {
        var digest = pushed("v1", day(1));
        registry.pusher().copy("shop/web", "v1", "v1.0");
        var seen = seen(observer, newest("v*"));
        assertThat(detail(seen, "digest")).isEqualTo(digest);
        assertThat(detail(seen, "tag")).isEqualTo("v1.0");
        assertThat(registry.wire()
                        .requests(request -> request.path().contains("/blobs/")
                                && request.method().equals("GET")))
                .hasSize(1);
    }

    @Test
    void theAgeOfWhatIsDeployedIsToldAlsoWithoutATag() {
        var deployed = pushed("latest", day(1));
        pushed("latest", day(3));
        var gone = "sha256:" + "e".repeat(64);
        assertThat(detail(seen(observer, newest("latest", deployed, gone)), "ages"))
                .isEqualTo(Json.obj().with(deployed, day(1)).text());
    }

    @Test
    void aReproducibleBuildTellsNoAge() {
        pushed("v1", "1970-01-01T00:00:00Z");
        assertThat(detail(seen(observer, newest("v*")), "at")).isEmpty();
        pushed("v2", day(1));
        assertThat(why("v*")).isEqualTo("1 of 2 images do not tell how old they are");
    }

    @Test
    void whatCannotBeReadMightBeTheNewest() {
        pushed("v1", day(1));
        registry.pusher()
                .manifest("shop/web", "v2", Pusher.OCI_MANIFEST, Json.obj().with("schemaVersion", 1));
        assertThat(why("v*")).contains("schema 1");
    }

    @ParameterizedTest
    @CsvSource({"429, Throttled, true", "500, Unavailable, true", "403, Denied, false", "400, BadStatus, false"})
    void whatARegistryRefusesIsNamed(int status, String code, boolean retryable) {
        pushed("v1", day(1));
        registry.wire().script(NewestObserverTest::isList, WireReply.reply(status, "text/plain", "canary"));
        var problem = problem(observer, newest("v*"));
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.retryable()).isEqualTo(retryable);
        assertThat(problem.message()).doesNotContain("canary");
    }

    @Test
    void throttlingInTheMiddleIsNoAnswer() {
        pushed("v1", day(1));
        pushed("v2", day(2));
        registry.wire().script(request -> request.path().contains("/blobs/"), WireReply.reply(429, "text/plain", ""));
        assertThat(problem(observer, newest("v*")).code()).isEqualTo("Throttled");
    }

    @ParameterizedTest
    @CsvSource({"http://169.254.169.254/latest, BadLink", "http://[, BadLink", "/v2/shop/web/tags/list?again, TooMuch"})
    void aListThatLeadsAstrayOrNeverEndsIsLeft(String next, String code) {
        registry.wire()
                .repeat(
                        60,
                        NewestObserverTest::isList,
                        WireReply.reply(200, "application/json", "{\"tags\": null}")
                                .with("Link", "<" + next + ">; rel=\"next\""));
        assertThat(problem(observer, newest("v*")).code()).isEqualTo(code);
    }

    @Test
    void aListThatIsNoneIsNamed() {
        registry.wire()
                .script(
                        NewestObserverTest::isList,
                        WireReply.reply(200, "application/json", "{\"tags\": [\"a/../b\"]}"));
        assertThat(problem(observer, newest("v*")).code()).isEqualTo("BadAnswer");
    }
}
