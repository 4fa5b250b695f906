package io.nightshift.chatops.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.gcp.entry.ServedRoutes;
import io.nightshift.sandbox.gcp.FunctionProcess;
import io.nightshift.sandbox.gcp.FunctionProcess.Signature;
import io.nightshift.sandbox.oidc.ProviderStandIn;
import io.nightshift.sandbox.wire.GoogleEmulator;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Chats and the console as Cloud Run runs them: Google's java-function-invoker in a JVM of its own, the ledger in Google's
 * Firestore emulator. Secret Manager, the ordered function and the OpenID provider are played.
 */
class ChatOpsFunctionTest {

    private static final String SIGNING = "canary-signing-secret";
    private static final byte[] NOTHING = new byte[0];
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final Pattern SHEET = Pattern.compile("href=\"(/console/assets/[^\"]+\\.css)\"");

    private static final String POLICY = """
            version: 1
            people:
              alice: {slack: UALICE, role: operator}
            approvers:
              sre: [alice]
            rules: []
            """;

    private final Optional<GoogleEmulator> firestore = GoogleEmulator.firestore();
    private final ProviderStandIn provider = new ProviderStandIn();
    private final WireServer wire = WireServer.before(ChatOpsFunctionTest::secret);
    private final WireServer remediation = WireServer.before(request -> WireReply.empty(204));

    ChatOpsFunctionTest() throws IOException {}

    @AfterEach
    void close() {
        provider.close();
        wire.close();
        remediation.close();
        firestore.ifPresent(GoogleEmulator::close);
    }

    private static WireReply secret(WireRequest request) {
        var data = Base64.getEncoder().encodeToString(SIGNING.getBytes(StandardCharsets.UTF_8));
        return WireReply.json(200, Json.obj().with("payload", Json.obj().with("data", data)));
    }

    private FunctionProcess start(ServedRoutes serves) {
        Assumptions.assumeTrue(firestore.isPresent(), "peer missing: Google Firestore emulator");
        var variables = new TreeMap<String, String>();
        variables.put("NIGHTSHIFT_SERVES", serves.text());
        variables.put("NIGHTSHIFT_POLICY_TEXT", POLICY);
        variables.put("NIGHTSHIFT_PROJECT", "shop-prod");
        variables.put("NIGHTSHIFT_DEAD_LETTER_TOPIC", "projects/shop-prod/topics/dead-letters");
        variables.put("NIGHTSHIFT_TASK_QUEUE", "projects/shop-prod/locations/europe-west1/queues/chatops");
        variables.put("NIGHTSHIFT_WAKE_URL", "https://chatops-1.europe-west1.run.app");
        variables.put("NIGHTSHIFT_WAKE_ACCOUNT", "timers@shop-prod.iam.gserviceaccount.com");
        variables.put("NIGHTSHIFT_GCP_ENDPOINT", wire.endpoint().toString());
        variables.put("NIGHTSHIFT_GCP_GRPC_ENDPOINT", wire.endpoint().toString());
        variables.put(
                "NIGHTSHIFT_FIRESTORE_ENDPOINT",
                firestore.orElseThrow().endpoint().toString());
        variables.put("NIGHTSHIFT_SLACK_SIGNING_SECRET", "projects/shop-prod/secrets/slack/versions/latest");
        variables.put("NIGHTSHIFT_SLACK_APP", "A0123");
        variables.put("NIGHTSHIFT_SLACK_TEAM", "T0123");
        variables.put("NIGHTSHIFT_CHAT_FUNCTIONS", "remediation=" + remediation.endpoint());
        variables.put("NIGHTSHIFT_OIDC_ISSUER", provider.issuer().toString());
        variables.put("NIGHTSHIFT_OIDC_CLIENT", ProviderStandIn.CLIENT);
        variables.put("NIGHTSHIFT_CONSOLE_URL", "http://localhost:8484");
        var function = FunctionProcess.start(ChatOpsFunction.class, Signature.HTTP, variables, Duration.ZERO);
        assertThat(function.serves()).as(function.output()).isTrue();
        return function;
    }

    private static HttpResponse<String> get(FunctionProcess function, String path, Map<String, String> headers) {
        return function.ask("GET", path.replaceFirst("^/", ""), headers, NOTHING);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String cookies(HttpResponse<String> answer) {
        return String.join(
                "; ",
                answer.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                        .toList());
    }

    private Map<String, String> signedIn(FunctionProcess function) {
        var begun = get(function, location(get(function, "/console/runs", Map.of())), Map.of());
        var back = provider.signIn(URI.create(location(begun)));
        var query =
                "?code=" + back.get("code") + "&state=" + URLEncoder.encode(back.get("state"), StandardCharsets.UTF_8);
        var done = get(function, "/console/signed-in" + query, Map.of("Cookie", cookies(begun)));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(location(done)).isEqualTo("/console/runs");
        return Map.of("Cookie", cookies(done));
    }

    private static String found(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        assertThat(match.find()).as(text).isTrue();
        return match.group(1);
    }

    private List<String> orders() {
        return remediation.requests().stream().map(WireRequest::text).toList();
    }

    @Test
    void peopleSignInReadAndOrder() {
        try (var function = start(ServedRoutes.HTTP_API)) {
            var session = signedIn(function);
            for (var page :
                    List.of("/console", "/console/runs", "/console/rules", "/console/guardrails", "/console/audit")) {
                var answer = get(function, page, session);
                assertThat(answer.statusCode()).as(page + answer.body()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Security-Policy"))
                        .isPresent();
                var conditional = new TreeMap<>(session);
                conditional.put(
                        "If-None-Match", answer.headers().firstValue("ETag").orElseThrow());
                assertThat(get(function, page, conditional).statusCode())
                        .as(page)
                        .isEqualTo(304);
            }
            var now = get(function, "/console", session).body();
            assertThat(now).contains("data-live=\"poll\"");
            var sheet = get(function, found(SHEET, now), Map.of());
            assertThat(sheet.body()).contains("body");
            assertThat(sheet.headers().firstValue("Cache-Control").orElse("")).contains("immutable");

            var form = new TreeMap<>(session);
            form.put("Content-Type", "application/x-www-form-urlencoded");
            var fields = "what=pause&scope=all&reason=deploy&token=";
            assertThat(post(function, "console/switch", form, fields + "x").statusCode())
                    .isEqualTo(403);
            var token = found(
                    TOKEN,
                    get(function, "/console/switch?what=pause&scope=all", session)
                            .body());
            assertThat(post(function, "console/switch", form, fields + token).statusCode())
                    .isEqualTo(303);
            assertThat(orders()).singleElement().asString().contains("\"by\":\"alice\",\"reason\":\"deploy\"");
            assertThat(function.output()).doesNotContain("canary", "\tat ");
        }
    }

    private static HttpResponse<String> post(
            FunctionProcess function, String path, Map<String, String> headers, String body) {
        return function.ask("POST", path, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> signed(String body) throws GeneralSecurityException {
        var timestamp = Long.toString(Instant.now().getEpochSecond());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SIGNING.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Slack-Request-Timestamp",
                timestamp,
                "X-Slack-Signature",
                "v0=" + HexFormat.of().formatHex(mac.doFinal()));
    }

    @Test
    void aCommandOfSlackIsOrderedAndForgedOnesAreRefused() throws GeneralSecurityException {
        try (var function = start(ServedRoutes.HTTP_API)) {
            var body =
                    "team_id=T0123&api_app_id=A0123&user_id=UALICE&channel_id=C0123&command=%2Fnightshift&text=pause+2h+deploy";
            var taken = post(function, "slack/commands", signed(body), body);
            assertThat(taken.body()).contains("all is paused until");
            assertThat(orders()).hasSize(1);
            assertThat(post(function, "slack/commands", signed(body), body + "x")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(post(function, "slack/commands", Map.of(), body).statusCode())
                    .isEqualTo(401);
            assertThat(get(function, "/slack/commands", Map.of()).statusCode()).isEqualTo(405);
            assertThat(get(function, "/health", Map.of()).statusCode()).isEqualTo(200);
            assertThat(orders()).hasSize(1);
            assertThat(function.output()).doesNotContain("canary", "\tat ");
        }
    }

    /** The deployment behind IAM takes the timer's events, and serves nobody else. */
    @Test
    void theOtherDeploymentSweeps() {
        try (var function = start(ServedRoutes.EVENTS)) {
            var sweep = Json.obj().with("nightshift", Json.obj().with("sweep", true));
            assertThat(function.post(sweep)).isEqualTo(204);
            assertThat(get(function, "/console", Map.of()).statusCode()).isEqualTo(404);
            assertThat(get(function, "/health", Map.of()).statusCode()).isEqualTo(200);
        }
    }
}
