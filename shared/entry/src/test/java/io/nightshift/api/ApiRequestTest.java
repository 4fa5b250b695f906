package io.nightshift.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cookies, and responses that a caller has already. */
final class ApiRequestTest {

    private static ApiRequest get(Map<String, String> headers) {
        return new ApiRequest("GET", "/", "", headers, ApiRequest.Body.of(new byte[0]));
    }

    @Test
    void findsEachCookieByItsWholeName() {
        var request = get(Map.of("cookie", "a=1; __Host-s=x=y ;s=2;a=3"));
        assertThat(request.cookies("a")).containsExactly("1", "3");
        assertThat(request.cookies("__Host-s")).containsExactly("x=y");
        assertThat(request.cookies("s")).containsExactly("2");
        assertThat(request.cookies("b")).isEmpty();
        assertThat(get(Map.of()).cookies("a")).isEmpty();
    }

    @Test
    void sendsNoBodyThatTheCallerHas() {
        var page = ApiResponse.of(200, "text/html", "hello".getBytes(StandardCharsets.UTF_8));
        var etag = page.tagged(get(Map.of())).headers().get("ETag");
        assertThat(etag).matches("\"[0-9a-f]{32}\"");
        for (var same : new String[] {etag, "W/" + etag, "\"x\", " + etag, "*"}) {
            var reply = page.tagged(get(Map.of("If-None-Match", same)));
            assertThat(reply.status()).isEqualTo(304);
            assertThat(reply.bytes()).isEmpty();
            assertThat(reply.headers()).containsEntry("ETag", etag);
        }
        assertThat(page.tagged(get(Map.of("If-None-Match", "\"x\""))).status()).isEqualTo(200);
    }

    @Test
    void keepsSeveralCookiesOfOneResponse() {
        var reply = ApiResponse.seeOther("/").cookie("a=1").cookie("b=2").header("X", "y");
        assertThat(reply.cookies()).containsExactly("a=1", "b=2");
        assertThat(reply.headers()).containsEntry("x", "y").containsEntry("Location", "/");
    }
}
