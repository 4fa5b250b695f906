package io.nightshift.chatops.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.oidc.ProviderStandIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The console as Lambda runs it behind an HTTP API: cookies beside the headers, no stream, assets in Base64. */
class ConsoleRuntimeTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final Pattern SHEET = Pattern.compile("href=\"(/console/assets/[^\"]+\\.css)\"");
    private static final List<String> PAGES = List.of(
            "/console", "/console/runs", "/console/rules", "/console/guardrails", "/console/policy", "/console/audit");

    private final ChatAccount scene = new ChatAccount();
    private final ProviderStandIn provider = new ProviderStandIn();

    ConsoleRuntimeTest() throws IOException {}

    @AfterEach
    void close() {
        scene.close();
        provider.close();
    }

    private LambdaProcess start() {
        var variables = scene.variables();
        variables.put("NIGHTSHIFT_OIDC_ISSUER", provider.issuer().toString());
        variables.put("NIGHTSHIFT_OIDC_CLIENT", ProviderStandIn.CLIENT);
        variables.put("NIGHTSHIFT_CONSOLE_URL", "http://localhost:8484");
        return LambdaProcess.start(scene.api, variables, ChatHandler.class);
    }

    private View send(String method, String path, Map<String, String> headers, List<String> cookies, String body) {
        int mark = path.indexOf('?');
        var plain = mark < 0 ? path : path.substring(0, mark);
        var sent = Json.obj();
        for (var header : headers.entrySet()) {
            sent = sent.with(header.getKey(), header.getValue());
        }
        var http = Json.obj()
                .with("method", method)
                .with("path", plain)
                .with("protocol", "HTTP/1.1")
                .with("sourceIp", "203.0.113.7");
        return scene.api.invoke(Json.obj()
                .with("version", "2.0")
                .with("routeKey", "$default")
                .with("rawPath", plain)
                .with("rawQueryString", mark < 0 ? "" : path.substring(mark + 1))
                .with("headers", sent.with("host", "localhost:8484"))
                .with("cookies", Json.strings(cookies))
                .with("requestContext", Json.obj().with("stage", "$default").with("http", http))
                .with("body", body)
                .with("isBase64Encoded", false)
                .bytes());
    }

    private View get(String path, List<String> cookies) {
        return send("GET", path, Map.of(), cookies, "");
    }

    private static List<String> cookies(View answer) throws JsonException {
        var cookies = new ArrayList<String>();
        for (var cookie : answer.at("cookies").items()) {
            cookies.add(cookie.text().substring(0, cookie.text().indexOf(';')));
        }
        return cookies;
    }

    private static long status(View answer) throws JsonException {
        return answer.at("statusCode").integer();
    }

    private static String found(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        assertThat(match.find()).as(pattern + " in " + text).isTrue();
        return match.group(1);
    }

    private List<String> signedIn() throws JsonException {
        var refused = get("/console/runs?state=open", List.of());
        assertThat(status(refused)).isEqualTo(303);
        var begun = get(refused.at("headers", "Location").text(), List.of());
        assertThat(begun.at("cookies").at(0).text()).contains("__Host-", "HttpOnly", "Secure", "SameSite=Lax");
        var back = provider.signIn(URI.create(begun.at("headers", "Location").text()));
        var query =
                "?code=" + back.get("code") + "&state=" + URLEncoder.encode(back.get("state"), StandardCharsets.UTF_8);
        var done = get("/console/signed-in" + query, cookies(begun));
        assertThat(status(done)).isEqualTo(303);
        assertThat(done.at("headers", "Location").text()).isEqualTo("/console/runs?state=open");
        return cookies(done).stream()
                .filter(cookie -> cookie.contains("session"))
                .toList();
    }

    @Test
    void peopleSignInReadAndOrder() throws Exception {
        List<String> session;
        try (var lambda = start()) {
            session = signedIn();
            for (var page : PAGES) {
                var answer = get(page, session);
                assertThat(status(answer)).as(page).isEqualTo(200);
                assertThat(answer.at("headers", "Content-Security-Policy").text())
                        .contains("default-src 'none'");
                var again = send(
                        "GET",
                        page,
                        Map.of("if-none-match", answer.at("headers", "ETag").text()),
                        session,
                        "");
                assertThat(status(again)).as(page).isEqualTo(304);
            }
            var now = get("/console", session).at("body").text();
            assertThat(now).contains("data-live=\"poll\"").doesNotContain("/console/live");

            var address = found(SHEET, now);
            var sheet = send("GET", address, Map.of("accept-encoding", "gzip, br"), List.of(), "");
            assertThat(sheet.at("headers", "Cache-Control").text()).contains("immutable");
            assertThat(sheet.at("isBase64Encoded").bool()).isTrue();
            var zipped = new ByteArrayInputStream(
                    Base64.getDecoder().decode(sheet.at("body").text()));
            assertThat(new String(new GZIPInputStream(zipped).readAllBytes(), StandardCharsets.UTF_8))
                    .contains("body");

            var form = Map.of("content-type", "application/x-www-form-urlencoded", "origin", "http://localhost:8484");
            var page = get("/console/switch?what=pause&scope=all", session)
                    .at("body")
                    .text();
            var fields = "what=pause&scope=all&reason=deploy&token=";
            assertThat(status(send("POST", "/console/switch", form, session, fields + "x")))
                    .isEqualTo(403);
            assertThat(scene.orders()).isEmpty();
            var paused = send("POST", "/console/switch", form, session, fields + found(TOKEN, page));
            assertThat(status(paused)).as(paused.json().text()).isEqualTo(303);
            assertThat(scene.orders())
                    .singleElement()
                    .asString()
                    .contains("\"pause\":{\"all\":true,\"by\":\"alice\",\"reason\":\"deploy\"");
            assertThat(get("/console/audit", session).at("body").text()).contains("all is paused");
            assertThat(lambda.log()).doesNotContain("canary", "\tat ");
        }
        try (var another = start()) {
            assertThat(status(get("/console", session)))
                    .as("the session is in the ledger")
                    .isEqualTo(200);
            assertThat(another.log()).doesNotContain("canary");
        }
    }
}
