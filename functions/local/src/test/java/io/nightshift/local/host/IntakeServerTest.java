package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.api.ApiCredentials;
import io.nightshift.api.HttpApi;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signature.GitHubSignature;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The intake over HTTP, as senders see it. */
final class IntakeServerTest {

    private static final Path EVENTS =
            Path.of(System.getProperty("nightshift.root", "../..")).resolve("events");
    private static final String TOKEN = "canary-of-the-intake-token";
    private static final String GITHUB_SECRET = "canary-of-the-secret-of-github";
    private static final String POLICY = """
            version: 1
            defaults: {max-age: 3650d, mode: dry-run, page: ops}
            channels:
              ops: {kind: console}
            rules:
              - name: all
                match: {}
                ladder:
                  - {action: reboot-instance, wait: 5m}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Payload> recorded = new CopyOnWriteArrayList<>();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private ApiCredentials keys =
            new ApiCredentials(Optional.of(TOKEN), Optional.of(new GitHubSignature(GITHUB_SECRET)), Optional.empty());
    private DeadLetterLimits limits = DeadLetterLimits.DEFAULT;
    private IntakeServer server;
    private Path letters;

    @BeforeEach
    void start() throws Exception {
        letters = folder.resolve("dead-letters");
        server = server(ledger);
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(TOKEN, GITHUB_SECRET);
    }

    private IntakeServer server(Ledger ledger) throws Exception {
        var policy = ((Parsed.Valid) Functions.PARSER.parse(POLICY)).policy();
        var out = new PrintStream(log, true, StandardCharsets.UTF_8);
        var host = new FunctionHost(Clock.systemUTC(), out);
        var engine = LocalHost.engine(
                Functions.ALL, ledger, (run, name, at) -> {}, HostSettings.read(Functions.ALL, Map.of(), policy), host);
        var started = new IntakeServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new HttpApi(
                        KnownFormats.decoders(),
                        engine,
                        ledger,
                        new DeadLetterFolder(letters, Clock.systemUTC(), limits),
                        () -> keys,
                        host,
                        policy.hash(),
                        recorded::add));
        started.start();
        return started;
    }

    private record Reply(int status, View body, HttpResponse<byte[]> whole) {}

    private Reply send(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException, JsonException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var reply = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Reply(reply.statusCode(), View.of(Json.parse(reply.body(), JsonLimits.DEFAULT)), reply);
    }

    private Reply post(byte[] body) throws IOException, InterruptedException, JsonException {
        return send("POST", "/signals", body, "Authorization", "Bearer " + TOKEN);
    }

    private static byte[] sample(String name) throws IOException {
        return Files.readAllBytes(EVENTS.resolve(name));
    }

    @Test
    void aRealAlarmStartsARunAndComesAgainAsADuplicate() throws Exception {
        var first = post(sample("aws/cloudwatch/metric-alarm.json"));
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().at("handled").at(0).at("kind").text()).isEqualTo("STARTED");

        var second = post(sample("aws/cloudwatch/metric-alarm.json"));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body().at("handled").at(0).at("kind").text()).isEqualTo("DUPLICATE");
    }

    @Test
    void whatCannotBeReadIsRefusedAndKeptWithItsReason() throws Exception {
        var half = "{\"version\":\"4\",".getBytes(StandardCharsets.UTF_8);
        var reply = post(half);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().at("rejected").at(0).at("reason").text()).contains("not JSON");
        var letter = onlyLetter();
        assertThat(Base64.getDecoder().decode(letter.at("payloadBase64").text()))
                .isEqualTo(half);
        assertThat(letter.at("rejected").at(0).at("reason").text()).contains("not JSON");

        post(half);
        assertThat(onlyLetter().at("payloadBase64").text())
                .as("one letter, not two")
                .isNotEmpty();
    }

    private View onlyLetter() throws IOException, JsonException {
        try (var files = Files.list(letters)) {
            var all = files.toList();
            assertThat(all).hasSize(1);
            assertThat(Files.readString(all.getFirst())).doesNotContain(TOKEN);
            return View.of(Json.parse(Files.readAllBytes(all.getFirst()), JsonLimits.DEFAULT));
        }
    }

    @Test
    void inABatchTheNeighboursOfABadPartAreServed() throws Exception {
        var reply = post(sample("open/cloudevents/batch.json"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("handled").items()).isNotEmpty();
        assertThat(reply.body().at("rejected").items()).isNotEmpty();
        onlyLetter();
    }

    @Test
    void withoutTheTokenNothingIsTaken() throws Exception {
        var alarm = sample("aws/cloudwatch/metric-alarm.json");
        assertThat(send("POST", "/signals", alarm).status()).isEqualTo(401);
        assertThat(send("POST", "/signals", alarm, "Authorization", "Bearer wrong")
                        .status())
                .isEqualTo(401);
        assertThat(send("POST", "/signals", alarm, "Authorization", TOKEN).status())
                .isEqualTo(401);
        assertThat(letters).doesNotExist();
    }

    @Test
    void payloadsComeByPostToOnePath() throws Exception {
        assertThat(send("GET", "/signals", new byte[0], "Authorization", "Bearer " + TOKEN)
                        .status())
                .isEqualTo(405);
        assertThat(send("POST", "/", new byte[0]).status()).isEqualTo(404);
        assertThat(send("POST", "/signals/more", new byte[0], "Authorization", "Bearer " + TOKEN)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void moreThanEightMegabytesAreNotRead() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var headers = "POST /signals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
                    + "\r\nContent-Length: 8388609\r\n\r\n";
            socket.getOutputStream().write(headers.getBytes(StandardCharsets.US_ASCII));
            var reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(reply).startsWith("HTTP/1.1 413 ").contains("8388608");
        }
    }

    @Test
    void healthNamesThePolicyAndNeedsNoToken() throws Exception {
        var health = send("GET", "/healthz", new byte[0]);
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body().at("policy").text()).matches("[0-9a-f]{64}");
        assertThat(health.body().at("status").text()).isEqualTo("up");
        assertThat(health.body().at("checks").at("ledger").at("status").text()).isEqualTo("ok");
    }

    @Test
    void aLedgerThatIsAwayMeansComeAgain() throws Exception {
        server.close();
        server = server(away());
        var reply = post(sample("aws/cloudwatch/metric-alarm.json"));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.whole().headers().firstValue("Retry-After")).contains("5");
        var health = send("GET", "/healthz", new byte[0]);
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.body().at("checks").at("ledger").at("reason").text()).contains("it is away");
        send("GET", "/healthz", new byte[0]);
        assertThat(log.toString(StandardCharsets.UTF_8).split("health-changed", -1))
                .as("one change, one line")
                .hasSize(2);
    }

    @Test
    void whenTheDeadLettersAreFullTheSenderIsToldAndTheRestIsServed() throws Exception {
        server.close();
        limits = new DeadLetterLimits(1, 1_000_000);
        server = server(ledger);
        post("{".getBytes(StandardCharsets.UTF_8));
        var full = post("{{".getBytes(StandardCharsets.UTF_8));
        assertThat(full.status()).isEqualTo(422);
        assertThat(full.body().at("deadLetters").text()).contains("full");
        onlyLetter();
        var batch = post(sample("open/cloudevents/batch.json"));
        assertThat(batch.status()).isEqualTo(200);
        assertThat(batch.body().at("deadLetters").text()).contains("full");
    }

    /** A ledger whose every call fails as one does that is away. */
    private static Ledger away() {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    throw new LedgerException("it is away", true);
                });
    }

    @Test
    void withoutAPlaceForDeadLettersABadPayloadIsNotTaken() throws Exception {
        Files.writeString(letters, "a file where the folder should be");
        assertThat(post("{".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(503);
        assertThat(post(sample("aws/cloudwatch/metric-alarm.json")).status()).isEqualTo(200);
    }

    @Test
    void onlyAcceptedPayloadsAreRecorded() throws Exception {
        var alarm = sample("aws/cloudwatch/metric-alarm.json");
        post("{".getBytes(StandardCharsets.UTF_8));
        send("POST", "/signals", alarm);
        assertThat(recorded).isEmpty();

        post(alarm);
        assertThat(recorded)
                .singleElement()
                .satisfies(payload -> assertThat(payload.body()).isEqualTo(alarm));
    }

    private static String signed(byte[] body, String secret) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    private Reply github(String event, byte[] body, String signature) throws Exception {
        return send("POST", "/signals", body, "X-GitHub-Event", event, "X-Hub-Signature-256", signature);
    }

    @Test
    void aSignedWebhookOfGitHubNeedsNoToken() throws Exception {
        var push = sample("open/github/container-published.json");
        var reply = github("registry_package", push, signed(push, GITHUB_SECRET));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("handled").at(0).at("signal").text()).startsWith("ghcr.io/shop/web:v42@");
        assertThat(letters).doesNotExist();
        assertThat(recorded).hasSize(1);
    }

    @Test
    void aForgedWebhookOfGitHubIsRefusedAndKeptWithItsReasonAndNoRunLearnsOfIt() throws Exception {
        var push = sample("open/github/container-published.json");
        var reply = github("registry_package", push, signed(push, "another secret"));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body().at("error").text())
                .contains("its signature is not that of the secret in NIGHTSHIFT_GITHUB_SECRET");
        assertThat(onlyLetter().at("rejected").at(0).at("reason").text()).contains("NIGHTSHIFT_GITHUB_SECRET");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("\"refused\"");
        assertThat(ledger.runs(Optional.empty(), 10).items()).isEmpty();
        assertThat(recorded).isEmpty();
    }

    @Test
    void theTokenDoesNotStandForTheSignatureOfGitHub() throws Exception {
        var push = sample("open/github/container-published.json");
        var unsigned = send(
                "POST", "/signals", push, "Authorization", "Bearer " + TOKEN, "X-GitHub-Event", "registry_package");
        assertThat(unsigned.status()).isEqualTo(401);
        assertThat(send("POST", "/signals", push).status()).isEqualTo(401);
        assertThat(post(push).status()).as("without GitHub's headers").isEqualTo(422);
        assertThat(onlyLetter().at("rejected").at(0).at("reason").text()).contains("X-GitHub-Event");
        assertThat(recorded).isEmpty();
    }

    @Test
    void whereNoSecretIsKnownAWebhookOfGitHubIsRefusedAndTheVariableNamed() throws Exception {
        server.close();
        keys = ApiCredentials.NONE;
        server = server(ledger);
        var push = sample("open/github/container-published.json");
        var reply = github("registry_package", push, signed(push, GITHUB_SECRET));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body().at("error").text()).contains("NIGHTSHIFT_GITHUB_SECRET is missing");
        onlyLetter();
    }

    @Test
    void aPingOfGitHubIsAnsweredAndNoMore() throws Exception {
        var ping = "{\"zen\":\"Keep it logically awesome.\"}".getBytes(StandardCharsets.UTF_8);
        var reply = github("ping", ping, signed(ping, GITHUB_SECRET));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("ignored").items()).hasSize(1);
        assertThat(letters).doesNotExist();
        assertThat(recorded).isEmpty();
    }

    @Test
    void theTokenProtectsTheNotificationsOfADockerRegistry() throws Exception {
        var push = sample("open/registry/push.json");
        assertThat(send("POST", "/signals", push).status()).isEqualTo(401);
        assertThat(post(push).status()).isEqualTo(200);
    }
}
