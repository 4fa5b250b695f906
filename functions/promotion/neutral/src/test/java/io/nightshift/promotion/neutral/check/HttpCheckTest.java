package io.nightshift.promotion.neutral.check;

import static io.nightshift.promotion.neutral.registry.Asked.detail;
import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.reason;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.web.WebClient;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpCheckTest {

    private final WireServer server = WireServer.strict();
    private final WebClient web = new WebClient(Duration.ofMillis(1_500), InstantSource.system());
    private final HttpCheck check = new HttpCheck(web);

    @AfterEach
    void stop() {
        server.close();
        web.close();
    }

    /** As the playbook asks it. */
    private static Query asked(Json.Obj http) {
        var with = Json.obj()
                .with("image", "registry.example/shop/web")
                .with("digest", "sha256:" + "ab".repeat(32))
                .with("version", "shop-00042")
                .with("check", Json.obj().with("http", http).with("withinSeconds", 60));
        return new Query(PromotionQueries.CHECK, new Resource(Origin.NOWHERE, "nginx:upstream", "web"), with);
    }

    private Json.Obj page() {
        return Json.obj().with("url", server.endpoint() + "/health?token=canary");
    }

    private void answers(WireReply answer) {
        server.script(request -> true, answer);
    }

    private static WireReply.Reply text(int status, String text) {
        return WireReply.reply(status, "text/plain", text);
    }

    @Test
    void isWellWhereStatusAndTextAreRight() {
        answers(text(200, "all is well, shop-00042"));
        assertThat(detail(seen(check, asked(page().with("contains", "{version}"))), "reason"))
                .isEqualTo(server.endpoint() + "/health answered 200");
        answers(text(418, ""));
        assertThat(detail(seen(check, asked(page().with("expect", 418))), "reason"))
                .endsWith("answered 418");
        assertThat(server.requests().getFirst().uri()).hasToString("/health?token=canary");
    }

    @Test
    void sendsTheHeaderByWhichARouterPicksTheVersion() {
        answers(text(200, ""));
        detail(seen(check, asked(page().with("header", "X-Version: {digest}"))), "reason");
        assertThat(server.requests().getFirst().header("X-Version")).isEqualTo("sha256:" + "ab".repeat(32));
    }

    @Test
    void saysWhatIsNotRightAndNeverTheQuery() {
        answers(text(503, "canary"));
        assertThat(reason(seen(check, asked(page()))))
                .isEqualTo(server.endpoint() + "/health answered 503 (expected 200)");
        answers(text(200, "canary"));
        assertThat(reason(seen(check, asked(page().with("contains", "ok")))))
                .isEqualTo(server.endpoint() + "/health answered 200 without the text that it has to contain");
        answers(text(200, "x".repeat(1024 * 1024 + 1)));
        assertThat(reason(seen(check, asked(page())))).endsWith("answered more than 1048576 bytes");
    }

    @Test
    void aRedirectIsAStatusAndNotFollowed() {
        answers(text(302, "").with("Location", server.endpoint() + "/elsewhere"));
        assertThat(reason(seen(check, asked(page())))).endsWith("answered 302 (expected 200)");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aPageThatCannotBeReachedIsUnwell() {
        answers(new WireReply.Silence());
        assertThat(reason(seen(check, asked(page()))))
                .isEqualTo(server.endpoint() + "/health: 127.0.0.1 did not answer within 1500 ms");
        server.close();
        assertThat(reason(seen(check, asked(page())))).endsWith("127.0.0.1 cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://a.example/",
                "http://user:canary@a.example/",
                "/health",
                "::",
                "http:///x"
            })
    void anAddressThatIsNoneIsNotAskedFor(String url) {
        var problem = problem(check, asked(Json.obj().with("url", url)));
        assertThat(problem.code()).isEqualTo("BadCheck");
        assertThat(problem.message())
                .isEqualTo(
                        "the check cannot be read: $.check.http.url is no address of http or https without a login in it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canary | is no header such as X-Version: new",
                "X-A: canary\\r\\nX-B: 1 | is no header such as X-Version: new",
                "Content-Length: 1 | is a header that the client sets itself"
            })
    void aHeaderThatIsNoneIsNotSent(String header, String message) {
        var problem = problem(
                check, asked(page().with("header", header.replace("\\r", "\r").replace("\\n", "\n"))));
        assertThat(problem.message()).isEqualTo("the check cannot be read: $.check.http.header " + message);
        assertThat(server.requests()).isEmpty();
    }
}
