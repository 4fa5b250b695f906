package io.nightshift.local.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.nightshift.core.run.Run;
import io.nightshift.sandbox.contract.Sample;
import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sql.SqlLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An experiment fails a database over (module {@code failover}): Nightshift observes both events as one run, tells people once, and
 * changes nothing. It has no credentials here: any call to AWS would be an error in the ledger.
 */
final class FailoverObservedTest {

    private static final String KEY = "canary-key-of-the-webhook";
    private static final Path RULES =
            Path.of(System.getProperty("nightshift.root", "../.."), "infra/aws/modules/failover/rules/failover.yaml");

    @Test
    void bothEventsAreOneRunThatOnlyTells(@TempDir Path folder) throws Exception {
        var told = new CopyOnWriteArrayList<String>();
        int port = ChildProcess.freePort();
        policy(folder);
        var onCall = onCall(told);
        try (var processes = new Processes(folder);
                var client = HttpClient.newHttpClient()) {
            processes.serve(
                    "serve",
                    port,
                    Map.of(
                            "NIGHTSHIFT_INTAKE_TOKEN",
                            "canary-token",
                            "NIGHTSHIFT_WEBHOOK_ON_CALL_URL",
                            "http://127.0.0.1:" + onCall.getAddress().getPort() + "/on-call",
                            "NIGHTSHIFT_WEBHOOK_ON_CALL_KEY",
                            KEY));
            var now = Instant.now();
            send(client, port, event(now, "RDS-EVENT-0013", "Multi-AZ instance failover started"));
            send(client, port, event(now.plusSeconds(41), "RDS-EVENT-0049", "Multi-AZ instance failover completed"));
            Processes.await("people are told", Duration.ofMinutes(2), () -> !told.isEmpty());
            try (var ledger = SqlLedger.open(folder.resolve("ledger.db").toString())) {
                assertThat(ledger.runs(Optional.empty(), 10).items())
                        .singleElement()
                        .extracting(Run::acts)
                        .isEqualTo(0);
            }
            assertThat(told).singleElement().asString().contains("Multi-AZ instance failover", "rds:instance");
            assertThat(processes.log("serve")).doesNotContain(KEY);
        } finally {
            onCall.stop(0);
        }
    }

    private static void policy(Path folder) throws IOException {
        var rules = Files.readString(RULES);
        Files.writeString(
                folder.resolve("nightshift.yaml"),
                "version: 1\ndefaults: {mode: act, page: ops}\nchannels:\n  ops: {kind: console}\n"
                        + rules.substring(rules.indexOf("rules:")));
    }

    private static HttpServer onCall(List<String> told) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/on-call", exchange -> {
            try (exchange) {
                told.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        return server;
    }

    private static String event(Instant at, String id, String message) {
        return new String(Sample.of("aws", "rds/instance-failover.json").bytes(), UTF_8)
                .replace("2026-11-20T03:52:33Z", at.toString())
                .replace("2026-11-20T03:52:33.133Z", at.toString())
                .replace("RDS-EVENT-0049", id)
                .replace("Multi-AZ instance failover completed", message);
    }

    private static void send(HttpClient client, int port, String event) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/signals"))
                .header("Authorization", "Bearer canary-token")
                .POST(HttpRequest.BodyPublishers.ofString(event));
        assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }
}
