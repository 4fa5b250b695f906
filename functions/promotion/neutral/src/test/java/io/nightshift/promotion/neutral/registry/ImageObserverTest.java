package io.nightshift.promotion.neutral.registry;

import static io.nightshift.promotion.neutral.registry.Asked.detail;
import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.query;
import static io.nightshift.promotion.neutral.registry.Asked.reason;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.registry.RegistryStandIn;
import io.nightshift.sandbox.registry.RegistryStandIn.Login;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.web.WebClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageObserverTest {

    private final RegistryStandIn registry = new RegistryStandIn(Login.TOKEN, false);
    private final WireServer elsewhere = WireServer.strict();
    private final WebClient web = new WebClient(Duration.ofMillis(1_500), InstantSource.system());
    private final ImageObserver observer = new ImageObserver(new Registries(
            web,
            host -> Optional.of(ReadsImages.LOGIN),
            Set.of(registry.host(), elsewhere.endpoint().getAuthority())));

    @AfterEach
    void stop() {
        registry.close();
        elsewhere.close();
        web.close();
    }

    private Query tag(String tag) {
        return query(
                PromotionQueries.IMAGE,
                registry.host() + "/shop/web",
                Json.obj().with("tag", tag));
    }

    private void manifestIs(WireReply answer) {
        registry.wire().script(request -> request.path().endsWith("/manifests/v1"), answer);
    }

    private String pushed() {
        return registry.pusher().image("shop/web", "v1", "linux/amd64", ReadsImages.CREATED);
    }

    @ParameterizedTest
    @CsvSource({
        "429, Throttled, the registry % throttles and asks to wait 17 s, true",
        "500, Unavailable, the registry % failed (500) and asks to wait 17 s, true",
        "503, Unavailable, the registry % failed (503) and asks to wait 17 s, true",
        "403, Denied, the registry % lets nobody in with these credentials (403), false",
        "418, BadStatus, the registry % answered 418, false"
    })
    void whatARegistryRefusesIsNamed(int status, String code, String message, boolean retryable) {
        manifestIs(WireReply.reply(status, "text/plain", "canary").with("Retry-After", "17"));
        var problem = problem(observer, tag("v1"));
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).isEqualTo(message.replace("%", registry.host()));
        assertThat(problem.retryable()).isEqualTo(retryable);
        assertThat(problem.mayHaveHappened()).isFalse();
    }

    @Test
    void aRegistryThatDoesNotAnswerMayLater() {
        manifestIs(new WireReply.Silence());
        assertThat(problem(observer, tag("v1")).code()).isEqualTo("Timeout");
        // The JDK's client asks again, up to five times, where a connection was closed without a word.
        registry.wire().repeat(9, request -> request.path().endsWith("/manifests/v2"), new WireReply.HangUp());
        assertThat(problem(observer, tag("v2")).code()).isEqualTo("Disconnected");
        assertThat(registry.wire().requests(request -> request.path().endsWith("/v2")))
                .hasSizeBetween(1, 5);
        pushed();
        manifestIs(new WireReply.Cut(WireReply.reply(200, Pusher.OCI_MANIFEST, "{\"schemaVersion\": 2}"), 5));
        assertThat(problem(observer, tag("v1")).retryable()).isTrue();
        registry.close();
        assertThat(problem(observer, tag("v1")).code()).isEqualTo("Unreachable");
    }

    @Test
    void aBodyThatIsNotOfTheDigestIsRefused() {
        var digest = pushed();
        manifestIs(WireReply.reply(200, Pusher.OCI_MANIFEST, "{\"schemaVersion\": 2}")
                .with("Docker-Content-Digest", digest));
        assertThat(reason(seen(observer, tag("v1"))))
                .startsWith("the tag v1: the registry names another digest than that of the content, sha256:");
        registry.wire()
                .script(
                        request -> request.path().endsWith("/manifests/" + digest),
                        WireReply.reply(200, Pusher.OCI_MANIFEST, "{\"schemaVersion\": 2}"));
        var byDigest = query(
                PromotionQueries.IMAGE,
                registry.host() + "/shop/web",
                Json.obj().with("digest", digest));
        assertThat(reason(seen(observer, byDigest))).contains("the registry gives sha256:", "for " + digest);
    }

    @Test
    void aRegistryThatNamesNoDigestIsReckonedAfter() {
        manifestIs(WireReply.reply(200, Pusher.OCI_MANIFEST, "{\"schemaVersion\": 2}"));
        assertThat(detail(seen(observer, tag("v1")), "digest"))
                .isEqualTo(Pusher.digest("{\"schemaVersion\": 2}".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | the tag v1 is no manifest of an image: line 1, column 1",
                "[] | the tag v1 is no manifest of an image: $.schemaVersion is missing",
                "{\"schemaVersion\": 1, \"fsLayers\": []} | the image is in a format of Docker from before 2016",
                "{\"schemaVersion\": 2, \"manifests\": [{\"digest\": \"../../etc\"}]} | the tag v1 is no manifest of an image: $.manifests[0].digest is not a digest",
                "{\"schemaVersion\": 2, \"manifests\": 7} | the tag v1 is no manifest of an image: $.manifests is of type number"
            })
    void whatIsNoManifestIsNamed(String body, String reason) {
        manifestIs(WireReply.reply(200, Pusher.OCI_MANIFEST, body));
        assertThat(reason(seen(observer, tag("v1")))).startsWith(reason);
    }

    @Test
    void aManifestWithoutEndIsNotReadToItsEnd() {
        manifestIs(WireReply.reply(200, Pusher.OCI_MANIFEST, " ".repeat(Repository.LONGEST_MANIFEST + 1)));
        assertThat(reason(seen(observer, tag("v1")))).contains("longer than 4194304 bytes");
    }

    @Test
    void aRedirectToAnotherHostCarriesNoCredentials() {
        var digest = pushed();
        var config = Json.obj().with("os", "linux").with("architecture", "s390x");
        var manifest = Json.obj()
                .with("schemaVersion", 2)
                .with(
                        "config",
                        Json.obj()
                                .with("mediaType", "application/vnd.oci.image.config.v1+json")
                                .with("digest", Pusher.digest(config.bytes())));
        manifestIs(WireReply.json(200, manifest));
        registry.wire()
                .script(
                        request -> request.path().contains("/blobs/"),
                        WireReply.empty(307).with("Location", elsewhere.endpoint() + "/blob?signature=1"));
        elsewhere.script(request -> request.path().equals("/blob"), WireReply.json(200, config));
        assertThat(detail(seen(observer, tag("v1")), "platforms")).isEqualTo("[\"linux/s390x\"]");
        assertThat(elsewhere.requests()).hasSize(1);
        assertThat(elsewhere.requests().getFirst().headers()).doesNotContainKey("authorization");
        assertThat(digest).startsWith("sha256:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "ftp://127.0.0.1/",
                "https://user:canary@registry.example/",
                "::no address::"
            })
    void aRedirectToWhereNothingMayBeAskedIsNotFollowed(String location) {
        manifestIs(WireReply.empty(307).with("Location", location));
        var problem = problem(observer, tag("v1"));
        assertThat(problem.code()).isEqualTo("BadRedirect");
        assertThat(problem.message()).doesNotContain("canary");
    }

    @Test
    void redirectsInACircleComeToAnEnd() {
        registry.wire()
                .repeat(
                        20,
                        request -> request.path().endsWith("/manifests/v1"),
                        WireReply.empty(302).with("Location", "v1"));
        assertThat(problem(observer, tag("v1")).code()).isEqualTo("BadRedirect");
        assertThat(registry.wire().requests(request -> request.path().endsWith("/v1")))
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer realm=\"http://169.254.169.254/token\"",
                "Bearer realm=\"file:///etc/passwd\"",
                "Bearer",
                "Negotiate",
                "Bearer realm=\"\u00e4\""
            })
    void noLoginGoesToATokenServerWhereNothingMayBeAsked(String challenge) {
        manifestIs(WireReply.empty(401).with("WWW-Authenticate", challenge));
        var problem = problem(observer, tag("v1"));
        assertThat(problem.code()).isEqualTo("Denied");
        assertThat(problem.message()).doesNotContain("canary");
        assertThat(elsewhere.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json canary", "{}", "{\"token\": \"canary\\r\\nX: 1\"}", "{\"token\": [\"canary\"]}"})
    void aTokenServerThatGivesNoTokenIsNamed(String answer) {
        registry.wire()
                .script(request -> request.path().equals("/token"), WireReply.reply(200, "application/json", answer));
        var problem = problem(observer, tag("v1"));
        assertThat(problem.message()).isEqualTo("the token server of " + registry.host() + " gives no token");
    }

    @Test
    void theLoginGoesToTheTokenServerAndTheTokenToTheRegistryOnly() {
        pushed();
        registry.wire().forgetRequests();
        detail(seen(observer, tag("v1")), "digest");
        var authorizations = registry.wire().requests().stream()
                .map(request -> request.path().equals("/token") + " "
                        + request.header("Authorization").split(" ", 2)[0])
                .toList();
        assertThat(authorizations).containsExactly("false ", "true Basic", "false Bearer", "false Bearer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry.example/../etc | v1 | $.image is not the name of an image",
                "registry.example/shop/web | ../../x | $.tag is not a tag",
                "web | v1 | $.image is not the name of an image"
            })
    void namesThatAreNoneAreNotAskedFor(String image, String tag, String message) {
        var problem = problem(
                observer, query(PromotionQueries.IMAGE, image, Json.obj().with("tag", tag)));
        assertThat(problem.code()).isEqualTo("BadQuery");
        assertThat(problem.message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io, nginx, https://registry-1.docker.io/v2/library/nginx/",
        "docker.io, shop/web, https://registry-1.docker.io/v2/shop/web/",
        "ghcr.io, shop/web, https://ghcr.io/v2/shop/web/",
        "localhost:5000, web, http://localhost:5000/v2/web/"
    })
    void eachHostIsAskedWhereItsRegistryIs(String host, String path, String base) {
        var registries = new Registries(web, Logins.NONE, Set.of("localhost:5000"));
        assertThat(registries.base(new Image(host, path))).hasToString(base);
    }
}
