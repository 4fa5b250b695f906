package io.nightshift.promotion.entry.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Status;
import io.nightshift.gcp.entry.ServedRoutes;
import io.nightshift.sandbox.contract.Sample;
import io.nightshift.sandbox.gcp.FunctionProcess;
import io.nightshift.sandbox.gcp.FunctionProcess.Signature;
import io.nightshift.sandbox.gcp.PubSubDelivery;
import io.nightshift.sandbox.gcp.PubSubStandIn;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sandbox.wire.GoogleEmulator;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The function as Cloud Run runs it: Google's java-function-invoker in a JVM of its own, real clients, a real ledger in
 * Google's Firestore emulator. Only Google's other services and the time between requests are played.
 */
class PromotionFunctionTest {

    private static final Json SWEEP = Json.obj().with("nightshift", Json.obj().with("sweep", true));
    private static final Sample PUSH = Sample.of("gcp", "artifact-registry/push.json");
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Map<String, String> TOKEN =
            Map.of("Content-Type", "application/json", "Authorization", "Bearer " + PromotionProject.TOKEN);
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");
    private static final Pattern LINK =
            Pattern.compile("Answer as alice: https://promotion\\.example/(approve\\?[^\"\\\\]+)");
    private static final String ASKED = "{approvers: sre, within: 4h}";
    private static final byte[] NOTHING = new byte[0];

    private static final Duration PAUSE = Duration.ofMillis(20);

    private static Optional<GoogleEmulator> firestore = Optional.empty();

    private Optional<PromotionProject> set = Optional.empty();

    @BeforeAll
    static void startFirestore() {
        firestore = GoogleEmulator.firestore();
    }

    @AfterAll
    static void stopFirestore() {
        firestore.ifPresent(GoogleEmulator::close);
    }

    @BeforeEach
    void open() {
        Assumptions.assumeTrue(firestore.isPresent(), "peer missing: Google Firestore emulator");
        set = firestore.map(there -> new PromotionProject(there.endpoint()));
    }

    /** Whatever happened, no secret came into the ledger or to the dead letters. */
    @AfterEach
    void close() {
        set.ifPresent(shop -> {
            assertThat(shop.told()).doesNotContain("canary");
            assertThat(shop.pubSub.letters())
                    .allSatisfy(letter ->
                            assertThat(letter.text() + letter.attributes()).doesNotContain("canary"));
            shop.close();
        });
    }

    private PromotionProject shop() {
        return set.orElseThrow();
    }

    private FunctionProcess start(ServedRoutes serves, String approval) {
        return start(shop().variables(serves, approval), Duration.ZERO);
    }

    private FunctionProcess events() {
        return start(ServedRoutes.EVENTS, "none");
    }

    private FunctionProcess httpApi() {
        return start(ServedRoutes.HTTP_API, ASKED);
    }

    private static FunctionProcess start(Map<String, String> variables, Duration ahead) {
        var function = process(variables, ahead);
        assertThat(function.serves()).as(function.output()).isTrue();
        return function;
    }

    private static FunctionProcess process(Map<String, String> variables, Duration ahead) {
        var target = ahead.isZero() ? PromotionFunction.class : PromotionAheadFunction.class;
        return FunctionProcess.start(target, Signature.HTTP, variables, ahead);
    }

    private static void until(String what, BooleanSupplier so) {
        var end = Instant.now().plusSeconds(120);
        while (!so.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            // Another process is at work, on the same cores.
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> post(
            FunctionProcess function, String path, Map<String, String> headers, byte[] body) {
        return function.ask("POST", path, headers, body);
    }

    /** Told when the process ends: what it wrote holds no secret. */
    private static void saysNoSecret(FunctionProcess function) {
        assertThat(function.output()).doesNotContain("canary").doesNotContain("signature=");
    }

    @Test
    void aPushOfArtifactRegistryIsPromotedToAllTraffic() {
        var variables = shop().variables(ServedRoutes.EVENTS, "none");
        variables.put("TEST_SPEED", "20");
        try (var function = start(variables, Duration.ofSeconds(1))) {
            assertThat(function.post(PUSH.headers(), PUSH.bytes())).isEqualTo(204);
            assertThat(shop().runs()).as(function.output()).hasSize(1);
            assertThat(shop().only().status()).isEqualTo(Status.WAITING);
            assertThat(shop().deployed()).as(shop().told()).isEqualTo(1);

            until("it should have ended by now: " + function.output(), () -> {
                shop().run.settle();
                assertThat(function.post(SWEEP)).isEqualTo(204);
                return shop().only().status() == Status.FINISHED;
            });
            assertThat(shop().only().outcome()).as(shop().told()).contains(Outcome.RESOLVED);
            assertThat(shop().deployed()).isEqualTo(1);
            assertThat(shop().whole()).isTrue();
            saysNoSecret(function);
        }
    }

    @Test
    void theSamePushInEveryEnvelopeIsOneRun() {
        try (var function = events()) {
            var data = inside();
            for (int twice = 0; twice < 2; twice++) {
                assertThat(function.post(PUSH.headers(), PUSH.bytes())).isEqualTo(204);
                assertThat(function.post(PubSubDelivery.eventarc(), data.bytes()))
                        .isEqualTo(204);
                assertThat(function.post(
                                PubSubDelivery.structured(),
                                PubSubDelivery.event(data).bytes()))
                        .isEqualTo(204);
            }
            assertThat(shop().runs()).hasSize(1);
            assertThat(shop().deployed()).isEqualTo(1);
            assertThat(function.output()).containsOnlyOnce("STARTED").contains("DUPLICATE");
        }
    }

    @Test
    void aPushThatNoEventToldOfIsBegunByTheSweep() {
        try (var function = events()) {
            assertThat(function.post(SWEEP)).isEqualTo(204);
            assertThat(shop().runs()).as(function.output()).hasSize(1);
            assertThat(function.post(SWEEP)).isEqualTo(204);
            assertThat(function.post(PUSH.headers(), PUSH.bytes())).isEqualTo(204);
            assertThat(shop().runs()).hasSize(1);
            assertThat(shop().deployed()).isEqualTo(1);
            saysNoSecret(function);
        }
    }

    /** The push as the data of a CloudEvent. */
    private static Json inside() {
        try {
            return PUSH.json();
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void timersOfCloudTasksWakeTheRun() {
        try (var function = events()) {
            assertThat(function.post(PUSH.headers(), PUSH.bytes())).isEqualTo(204);
            var delivered = new TreeSet<String>();
            until("the timers should have ended it: " + function.output(), () -> {
                shop().run.settle();
                for (var task : shop().tasks.tasks()) {
                    if (Instant.now().getEpochSecond() >= task.getScheduleTime().getSeconds()
                            && delivered.add(task.getName())) {
                        var call = task.getHttpRequest();
                        assertThat(function.post(
                                        call.getHeadersMap(), call.getBody().toByteArray()))
                                .isEqualTo(204);
                    }
                }
                return !delivered.isEmpty() && shop().deployed() == 1;
            });
            assertThat(function.output()).contains("\"order\":\"Wake\"");
        }
    }

    @Test
    void whatCannotBeReadIsKeptAsItCame() {
        var truncated = Arrays.copyOf(PUSH.bytes(), PUSH.bytes().length / 2);
        var noise = new byte[] {(byte) 0xff, 0, 1, 2, '"', '{'};
        try (var function = events()) {
            for (var body : List.of(truncated, noise, bytes(" "))) {
                assertThat(function.post(JSON, body)).isEqualTo(204);
                assertThat(shop().pubSub.letters().getLast().data()).isEqualTo(body);
                assertThat(shop().pubSub.letters().getLast().attribute("reason"))
                        .contains("not JSON");
            }
        }
        assertThat(shop().runs()).isEmpty();
    }

    @Test
    void withoutItsLedgerOrItsDeadLettersAnEventHasToComeAgain() {
        var variables = shop().variables(ServedRoutes.EVENTS, "none");
        variables.put("NIGHTSHIFT_FIRESTORE_ENDPOINT", "http://127.0.0.1:" + ChildProcess.freePort());
        try (var function = start(variables, Duration.ZERO)) {
            assertThat(function.post(PUSH.headers(), PUSH.bytes())).isEqualTo(503);
        }
        shop().wire.script(PubSubStandIn::publishes, RestError.newer(403, "PERMISSION_DENIED", "canary-of-a-server"));
        try (var function = events()) {
            assertThat(function.post(JSON, bytes("rubbish"))).isEqualTo(503);
            assertThat(function.post(JSON, bytes("rubbish"))).isEqualTo(204);
            assertThat(shop().pubSub.letters()).hasSize(1);
            saysNoSecret(function);
        }
    }

    /** The service is changed, and the worker is dead before it hears of it: the next one changes it no second time. */
    @Test
    void killedInTheMiddleOfADeploymentTheNextProcessGoesOn() {
        try (var function = events()) {
            shop().run.justBeforeTheWrite(function::kill);
            assertThat(function.begin(PUSH.headers(), PUSH.bytes())).failsWithin(Duration.ofMinutes(1));
        }
        assertThat(shop().only().pending()).hasSize(1);
        shop().run.settle();
        try (var function = start(shop().variables(ServedRoutes.EVENTS, "none"), Duration.ofMinutes(5))) {
            assertThat(function.post(SWEEP)).isEqualTo(204);
            assertThat(function.post(SWEEP)).isEqualTo(204);
            assertThat(shop().deployed()).as(shop().told()).isEqualTo(1);
            assertThat(shop().only().pending()).isEmpty();
            assertThat(shop().whole()).isTrue();
        }
    }

    /** Each deployment has its own routes and nobody else's. */
    @Test
    void whatTheOtherDeploymentServesIsNotThere() {
        try (var function = events()) {
            assertThat(post(function, "signals", TOKEN, PUSH.bytes()).statusCode())
                    .isEqualTo(404);
            assertThat(function.ask("GET", "approve", Map.of(), NOTHING).statusCode())
                    .isEqualTo(404);
            assertThat(function.get()).isEqualTo(405);
            assertThat(function.ask("GET", "health", Map.of(), NOTHING).statusCode())
                    .isEqualTo(200);
        }
        try (var function = httpApi()) {
            for (var body : List.of(PUSH.bytes(), SWEEP.bytes(), NOTHING)) {
                assertThat(function.post(TOKEN, body)).isEqualTo(404);
            }
            assertThat(function.post(PubSubDelivery.eventarc(), inside().bytes()))
                    .isEqualTo(404);
            assertThat(function.get()).isEqualTo(404);
            assertThat(function.output()).doesNotContain("\"event\":\"order\"");
        }
        assertThat(shop().runs()).isEmpty();
        assertThat(shop().pubSub.letters()).isEmpty();
    }

    /** After its answer Cloud Run throttles an instance. The collector's key is in Secret Manager. */
    @Test
    void spansArriveBeforeTheAnswerWithTheCollectorsKey() {
        shop().secrets.put("otlp", "authorization=Bearer%20canary-of-the-collector");
        try (var collector = WireServer.before(request -> WireReply.empty(200))) {
            var variables = new TreeMap<>(shop().variables(ServedRoutes.HTTP_API, ASKED));
            variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString());
            variables.put("OTEL_EXPORTER_OTLP_HEADERS", "projects/shop-prod/secrets/otlp/versions/latest");
            try (var function = start(variables, Duration.ZERO)) {
                assertThat(post(function, "signals", TOKEN, PUSH.bytes()).statusCode())
                        .isEqualTo(200);
                assertThat(collector.requests())
                        .isNotEmpty()
                        .allSatisfy(request -> assertThat(request.header("authorization"))
                                .isEqualTo("Bearer canary-of-the-collector"));
                saysNoSecret(function);
            }
        }
    }

    @Test
    void theDoorTakesSignalsByTheTokenAlone() {
        try (var function = httpApi()) {
            for (var headers : List.of(JSON, Map.of("Authorization", "Bearer wrong"))) {
                assertThat(post(function, "signals", headers, PUSH.bytes()).statusCode())
                        .isEqualTo(401);
            }
            assertThat(shop().runs()).isEmpty();
            assertThat(post(function, "signals", TOKEN, PUSH.bytes()).statusCode())
                    .isEqualTo(200);
            assertThat(post(function, "signals", TOKEN, PUSH.bytes()).body()).contains("DUPLICATE");
            assertThat(shop().runs()).hasSize(1);
            // A rotated token counts from the next request on.
            shop().secrets.put("token", "canary-rotated");
            assertThat(post(function, "signals", TOKEN, PUSH.bytes()).statusCode())
                    .isEqualTo(401);
            saysNoSecret(function);
        }
    }

    private static String signed(byte[] body, String secret) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    /** Of the bytes as they were sent: of whatever form they say that they are, and with what no parser would give back. */
    @Test
    void aWebhookOfGitHubIsTakenByItsSignature() throws Exception {
        var sample =
                new String(Sample.of("open", "github/container-published.json").bytes(), StandardCharsets.UTF_8);
        var body = bytes("  " + sample.replace("ghcr.io/shop/web", "localhost:1/shop/web") + "\r\n\t ");
        try (var function = httpApi()) {
            var wrong = Map.of("X-GitHub-Event", "registry_package", "X-Hub-Signature-256", signed(body, "another"));
            assertThat(post(function, "signals", wrong, body).statusCode()).isEqualTo(401);
            assertThat(shop().pubSub.letters())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.data()).isEqualTo(body));
            assertThat(shop().runs()).isEmpty();

            for (var form : List.of("application/json", "application/x-www-form-urlencoded", "what/ever; x")) {
                var right = Map.of(
                        "X-GitHub-Event",
                        "registry_package",
                        "X-Hub-Signature-256",
                        signed(body, PromotionProject.GITHUB),
                        "Content-Type",
                        form);
                assertThat(post(function, "signals", right, body).statusCode())
                        .as(form + function.output())
                        .isEqualTo(200);
            }
            assertThat(shop().runs()).hasSize(1);
            saysNoSecret(function);
        }
    }

    @Test
    void anApproverAnswersByTheLink() {
        try (var function = start(ServedRoutes.EVENTS, ASKED)) {
            assertThat(function.post(PUSH.headers(), PUSH.bytes())).isEqualTo(204);
            assertThat(shop().deployed()).isZero();
            saysNoSecret(function);
        }
        var link = link();
        try (var function = httpApi()) {
            var forged = link.replaceFirst("signature=.{8}", "signature=00000000");
            assertThat(function.ask("GET", forged, Map.of(), NOTHING).statusCode())
                    .isEqualTo(403);
            assertThat(post(function, "approve", FORM, bytes(fields(forged) + "&answer=approve"))
                            .statusCode())
                    .isEqualTo(403);

            var page = function.ask("GET", link, Map.of("Accept", "text/html"), NOTHING);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(page.body()).contains("approval needed", "</html>");
            assertThat(shop().deployed()).isZero();

            var answer = post(function, "approve", FORM, bytes(fields(link) + "&answer=approve"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("Your yes is in");
            assertThat(shop().deployed()).as(shop().told()).isEqualTo(1);
            assertThat(post(function, "approve", FORM, bytes(fields(link) + "&answer=approve"))
                            .body())
                    .contains("Your answer is in already");
            saysNoSecret(function);
        }
    }

    /** That of the question as the team's channel got it. */
    private String link() {
        return shop().team.requests(request -> true).stream()
                .map(WireRequest::text)
                .map(LINK::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1).replace("\\u0026", "&"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link came to the team"));
    }

    private static String fields(String link) {
        return link.substring(link.indexOf('?') + 1);
    }

    @Test
    void whatStrangersSendIsAnsweredAndDoesNoHarm() {
        try (var function = httpApi()) {
            for (var path : List.of(
                    "nowhere",
                    "approve/",
                    "signals/x",
                    "%2e%2e/signals",
                    "%00",
                    "a%2Fb",
                    "%E0%A4",
                    ";x=1",
                    "approve;x/..")) {
                assertThat(function.ask("GET", path, Map.of(), NOTHING).statusCode())
                        .as(path)
                        .isBetween(400, 405);
            }
            for (var header : Map.of(
                            "Content-Type", "\"; boundary=",
                            "Accept", "text/;q=x,,*",
                            "Cookie", "=;=;canary",
                            "Accept-Charset", "none",
                            "Accept-Encoding", "x;q=9",
                            "Content-Encoding", "gzip",
                            "X-HTTP-Method-Override", "DELETE",
                            "Origin", "https://canary.example",
                            "Range", "bytes=9-1",
                            "X-Forwarded-Host", "canary.example")
                    .entrySet()) {
                var headers =
                        Map.of("Authorization", "Bearer " + PromotionProject.TOKEN, header.getKey(), header.getValue());
                assertThat(post(function, "signals", headers, bytes("{}")).statusCode())
                        .as(header.getKey() + function.output())
                        .isEqualTo(422);
            }
            for (var method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "HEAD")) {
                assertThat(function.ask(method, "signals", TOKEN, PUSH.bytes()).statusCode())
                        .as(method)
                        .isBetween(404, 405);
            }
            for (var line : List.of(
                    "GET /approve?run=%zz&signature=canary HTTP/1.1\r\nHost: x",
                    "GET /approve?signature=canary{|}^` HTTP/1.1\r\nHost: x",
                    "GET /approve?signature=canary HTTP/1.1\r\nHost: bad|x",
                    "GET http://bad|/approve?signature=canary HTTP/1.1\r\nHost: x",
                    "GET /approve?signature=canary HTTP/1.1\r\nHost: x\r\nContent-Length: -1")) {
                assertThat(function.raw(line + "\r\nConnection: close\r\n\r\n"))
                        .as(line)
                        .containsPattern(" 40[0-5]");
            }
            saysNoSecret(function);
        }
        assertThat(shop().runs()).isEmpty();
    }

    @Test
    void aBodyOfMoreThanEightMegabytesIsRefused() {
        var most = new byte[8 * 1024 * 1024];
        Arrays.fill(most, (byte) ' ');
        try (var function = httpApi()) {
            assertThat(post(function, "signals", TOKEN, Arrays.copyOf(most, most.length + 1))
                            .statusCode())
                    .isEqualTo(413);
            assertThat(shop().pubSub.letters()).isEmpty();
            assertThat(post(function, "signals", TOKEN, most).statusCode()).isEqualTo(422);
            assertThat(shop().pubSub.letters()).hasSize(1);
        }
    }

    @Test
    void aSecretThatCannotBeReadIsNoWayIn() {
        shop().secrets.remove("token");
        try (var function = httpApi()) {
            assertThat(post(function, "signals", JSON, PUSH.bytes()).statusCode())
                    .isEqualTo(503);
            assertThat(shop().runs()).isEmpty();
            saysNoSecret(function);
        }
    }

    @Test
    void aWrongEnvironmentIsToldAsAWholeWhenTheFunctionIsMade() {
        var variables = shop().variables(ServedRoutes.HTTP_API, "none");
        variables.remove("NIGHTSHIFT_INTAKE_TOKEN");
        variables.remove("NIGHTSHIFT_DEAD_LETTER_TOPIC");
        variables.put("NIGHTSHIFT_SERVE", "canary");
        try (var function = process(variables, Duration.ZERO)) {
            assertThat(function.end()).isNotZero();
            assertThat(function.output())
                    .contains(
                            "NIGHTSHIFT_INTAKE_TOKEN is missing",
                            "NIGHTSHIFT_DEAD_LETTER_TOPIC is missing",
                            "did you mean `NIGHTSHIFT_SERVES`");
            saysNoSecret(function);
        }
    }

    /** From the start of the process to its first answer, which has looked into the ledger. */
    @Test
    void theColdStartIsTold() {
        var began = System.nanoTime();
        try (var function = events()) {
            assertThat(function.ask("GET", "health", Map.of(), NOTHING).statusCode())
                    .isEqualTo(200);
            var millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            assertThat(function.output()).doesNotContain("Exception");
            System.out.println("cold start of promotion on this machine, C1 only: " + millis + " ms");
        }
    }
}
