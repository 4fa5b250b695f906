package io.nightshift.promotion.entry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.aws.FakeResource.Letter;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP API as Lambda runs it behind an HTTP API, in a JVM of its own. */
class HttpApiRuntimeTest {

    private static final byte[] WEBHOOK = Payloads.sample("open/github/container-published.json");
    private static final Pattern LINK = Pattern.compile("Answer as alice: (https://nightshift.example[^\"\\\\ ]+)");
    private static final Map<String, String> ALLOWED = Map.of("authorization", "Bearer " + PromotionAccount.TOKEN);

    private final PromotionAccount account = new PromotionAccount();

    @AfterEach
    void close() {
        account.close();
    }

    private LambdaProcess start(String policy) {
        return LambdaProcess.start(account.api, account.environment(policy), HttpApiHandler.class);
    }

    private static Json.Obj event(String method, String path, String query, Map<String, String> headers) {
        Json.Obj sent = Json.obj();
        for (var header : headers.entrySet()) {
            sent = sent.with(header.getKey(), header.getValue());
        }
        return Json.obj()
                .with("version", "2.0")
                .with("routeKey", "$default")
                .with("rawPath", path)
                .with("rawQueryString", query)
                .with("headers", sent)
                .with(
                        "requestContext",
                        Json.obj()
                                .with("stage", "$default")
                                .with(
                                        "http",
                                        Json.obj()
                                                .with("method", method)
                                                .with("path", path)
                                                .with("protocol", "HTTP/1.1")
                                                .with("sourceIp", "203.0.113.7")))
                .with("isBase64Encoded", false);
    }

    private View send(Json.Obj event) {
        return account.api.invoke(event.bytes());
    }

    /** As API Gateway sends a body that is no text: in Base64. */
    private View post(String path, byte[] body, Map<String, String> headers) {
        return send(event("POST", path, "", headers)
                .with("body", Base64.getEncoder().encodeToString(body))
                .with("isBase64Encoded", true));
    }

    private static void answers(View answer, int status, String... parts) throws JsonException {
        assertThat(answer.at("statusCode").integer()).as(answer.json().text()).isEqualTo(status);
        assertThat(List.of(parts))
                .allSatisfy(part -> assertThat(answer.at("body").textOr("")).contains(part));
    }

    private static Map<String, String> ofGitHub(byte[] body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return new TreeMap<>(Map.of(
                    "content-type",
                    "application/json; charset=utf-16",
                    "x-github-event",
                    "registry_package",
                    "x-hub-signature-256",
                    "sha256=" + HexFormat.of().formatHex(mac.doFinal(body))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWebhookOfGitHubIsLetInByTheSignatureOfItsBytesOnly() throws Exception {
        try (var lambda = start(PromotionAccount.POLICY)) {
            long begun = System.nanoTime();
            answers(post("/signals", WEBHOOK, ofGitHub(WEBHOOK, PromotionAccount.GITHUB_SECRET)), 200, "STARTED");
            System.out.printf(
                    "the HTTP API on Lambda: from the start of the process to its first answer %d ms%n",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            answers(post("/signals", WEBHOOK, ofGitHub(WEBHOOK, PromotionAccount.GITHUB_SECRET)), 200, "DUPLICATE");
            answers(post("/signals", WEBHOOK, ofGitHub(WEBHOOK, "another")), 401, "its signature is not that of");

            var asText = event("POST", "/signals", "", ofGitHub(WEBHOOK, PromotionAccount.GITHUB_SECRET))
                    .with("body", new String(WEBHOOK, StandardCharsets.UTF_8));
            answers(send(asText), 200, "DUPLICATE");

            assertThat(account.runs()).hasSize(1);
            assertThat(account.aws.things(Letter.class)).hasSize(1);
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }

    /** After its answer Lambda freezes a process: what it has not sent by then may never arrive. */
    @Test
    void spansArriveBeforeTheAnswerWithTheCollectorsKey() throws Exception {
        var variables = new TreeMap<>(account.environment(PromotionAccount.POLICY));
        try (var collector = WireServer.before(request -> WireReply.empty(200))) {
            variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString());
            variables.put("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20canary-of-the-collector");
            try (var lambda = LambdaProcess.start(account.api, variables, HttpApiHandler.class)) {
                answers(post("/signals", PromotionAccount.push(), ALLOWED), 200, "STARTED");
                assertThat(collector.requests()).isNotEmpty().allSatisfy(request -> {
                    assertThat(request.path()).isEqualTo("/v1/traces");
                    assertThat(request.header("authorization")).isEqualTo("Bearer canary-of-the-collector");
                    assertThat(request.text()).doesNotContain("canary");
                });
                assertThat(lambda.log()).doesNotContain("canary");
            }
        }
    }

    @Test
    void everybodyElseShowsTheToken() throws Exception {
        try (var lambda = start(PromotionAccount.ASKING)) {
            answers(post("/signals", PromotionAccount.push(), Map.of()), 401, "Authorization: Bearer");
            answers(post("/signals", PromotionAccount.push(), Map.of("authorization", "Bearer wrong")), 401);
            assertThat(account.runs()).isEmpty();
            answers(post("/signals", PromotionAccount.push(), ALLOWED), 200, "STARTED");
            answers(post("/signals", Payloads.bytes("{\"truncated\":"), ALLOWED), 422);
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }

    @Test
    void anApproverFollowsTheLinkThatCameWithTheQuestion() throws Exception {
        try (var lambda = start(PromotionAccount.ASKING)) {
            answers(post("/signals", PromotionAccount.push(), ALLOWED), 200, "STARTED");
            var found = LINK.matcher(account.told());
            assertThat(found.find()).as(account.told()).isTrue();
            var query = URI.create(found.group(1).replace("\\u0026", "&")).getRawQuery();

            var page = send(event("GET", "/approve", query, Map.of()));
            answers(page, 200, "<form", "alice");
            assertThat(page.at("headers", "Content-Type").textOr("")).contains("text/html");
            assertThat(account.onlyRun().approval().orElseThrow().given()).isEmpty();

            var form = Map.of("content-type", "application/x-www-form-urlencoded");
            answers(post("/approve", Payloads.bytes(query + "&answer=approve"), form), 200, "Your yes is in");
            answers(
                    post("/approve", Payloads.bytes(query.replace("by=alice", "by=bob") + "&answer=approve"), form),
                    403);
            assertThat(account.story(account.onlyRun())).anyMatch(entry -> entry.startsWith("approval "));
            assertThat(lambda.log()).doesNotContain("canary", "signature=");
        }
    }

    @Test
    void whatIsNotThereAndWhatIsOddIsAnsweredWithoutATrace() throws Exception {
        try (var lambda = start(PromotionAccount.POLICY)) {
            answers(send(event("GET", "/healthz", "", Map.of())), 200, "\"status\":\"up\"");
            answers(send(event("GET", "/", "", Map.of())), 404, "there are POST /signals and GET /healthz");
            answers(send(event("GET", "/../etc/passwd", "", Map.of())), 404);
            answers(send(event("GET", "/signals", "", Map.of())), 405);
            answers(send(event("DELETE", "/approve", "", Map.of())), 405);
            answers(send(event("BREW", "/coffee", "", Map.of())), 404);
            var hostile = Map.of(
                    "accept", "canary\u0000/;;q=x",
                    "content-type", "canary; charset=\u2620",
                    "content-length", "-1",
                    "cookie", "=;=;",
                    "x-canary", "canary\r\nX: y");
            answers(send(event("GET", "/healthz", "a=%ZZ&%", hostile)), 200);
            answers(post("/signals", PromotionAccount.push(), hostile), 401);
            answers(
                    send(event("POST", "/signals", "", ALLOWED)
                            .with("body", "%%%")
                            .with("isBase64Encoded", true)),
                    400);
            assertThat(send(event("GET", "no path at all {}\u0000", "", Map.of()))
                            .at("statusCode")
                            .integer())
                    .isIn(400L, 404L);
            answers(account.api.invoke(Payloads.bytes("{\"canary\":true}")), 400);
            answers(send(event("GET", "/healthz", "", Map.of())), 200);
            assertThat(lambda.log()).doesNotContain("canary", "Exception", "\tat ");
        }
    }

    @Test
    void moreThanAPayloadCanBeIsRefused() throws Exception {
        try (var lambda = start(PromotionAccount.POLICY)) {
            answers(post("/signals", new byte[8 * 1024 * 1024 + 1], ALLOWED), 413);
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }
}
