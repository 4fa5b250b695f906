package io.nightshift.local.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sql.SqlLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} between the call of an act and its answer; the next process finishes it, once. */
final class KilledHostTest {

    private static final String ALERT = """
            {"version":"4","groupKey":"g","status":"firing","receiver":"r","alerts":[{"status":"firing",
            "labels":{"alertname":"AppDown","service":"app"},"annotations":{},"startsAt":"2026-11-21T03:00:00Z",
            "endsAt":"0001-01-01T00:00:00Z","fingerprint":"f1"}]}""";

    @TempDir
    private Path folder;

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch called = new CountDownLatch(1);

    @Test
    void theActIsFinishedOnceByTheNextProcess() throws Exception {
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        receiver.start();
        try (var processes = new Processes(folder)) {
            int port = ChildProcess.freePort();
            var first = serve(processes, "first", port, receiver);
            send(port);
            called.await();
            first.destroyForcibly().waitFor();
            serve(processes, "second", ChildProcess.freePort(), receiver);
            try (var ledger = SqlLedger.open(folder.resolve("ledger.db").toString())) {
                Processes.await("the act has its result", Duration.ofSeconds(60), () -> waiting(ledger));
                var run = runs(ledger).getFirst();
                assertThat(run.acts()).isEqualTo(1);
                assertThat(Audit.verify(ledger, run.id()).faults()).isEmpty();
            }
        } finally {
            receiver.stop(0);
        }
        assertThat(keys).hasSize(2);
        assertThat(keys.getFirst()).isEqualTo(keys.getLast());
    }

    /** The first call never gets an answer: its process is killed while it waits. */
    private void receive(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        if (keys.size() == 1) {
            called.countDown();
            return;
        }
        exchange.sendResponseHeaders(409, -1);
        exchange.close();
    }

    private static List<Run> runs(SqlLedger ledger) {
        return ledger.runs(Optional.empty(), 10).items();
    }

    private static boolean waiting(SqlLedger ledger) {
        return runs(ledger).stream().anyMatch(run -> run.acts() == 1 && run.status() == Status.WAITING);
    }

    private static void send(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/signals"))
                .POST(HttpRequest.BodyPublishers.ofString(ALERT))
                .build();
        var unused = HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.discarding());
        assertThat(unused).isNotNull();
    }

    private Process serve(Processes processes, String name, int port, HttpServer receiver) throws IOException {
        Files.writeString(folder.resolve("nightshift.yaml"), """
                version: 1
                defaults: {max-age: 3650d, mode: act, page: ops}
                channels:
                  ops: {kind: console}
                rules:
                  - name: app-down
                    match: {source: alertmanager}
                    playbook: remediation
                    ladder:
                      - {action: call-webhook, with: {hook: app}, wait: 30m}
                """);
        return processes.serve(
                name,
                port,
                Map.of(
                        "NIGHTSHIFT_WEBHOOK_APP_URL",
                        "http://127.0.0.1:" + receiver.getAddress().getPort() + "/",
                        "NIGHTSHIFT_WEBHOOK_APP_KEY",
                        "key",
                        "NIGHTSHIFT_LEASE",
                        "PT3S"));
    }
}
