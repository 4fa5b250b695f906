package io.nightshift.local.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sandbox.wire.StallingServer;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that never answers keeps no other run, no sender and no shutdown waiting. */
final class HungReceiverTest {

    /** More than the runs of one rule that work at a time. */
    private static final int MANY = 40;

    @TempDir
    private Path folder;

    private final StallingServer hung = new StallingServer(StallingServer.Stall.NO_ANSWER);
    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer good;

    @BeforeEach
    void start() throws IOException {
        good = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        good.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        good.start();
    }

    @AfterEach
    void stop() {
        hung.close();
        good.stop(0);
    }

    @Test
    void otherRulesActAndSendersAreAnsweredAndSigtermEnds() throws Exception {
        try (var processes = new Processes(folder);
                var client = HttpClient.newHttpClient()) {
            int port = ChildProcess.freePort();
            var serve = serve(processes, port);
            for (int i = 0; i < MANY; i++) {
                assertThat(post(client, port, alert("Hung", "hung-" + i))).contains("STARTED");
            }
            Processes.await("the hung receiver is called", Duration.ofSeconds(60), () -> hung.connections() > 1);

            for (int i = 0; i < 5; i++) {
                assertThat(post(client, port, alert("Good", "good-" + i))).contains("STARTED");
                assertThat(post(client, port, alert("Graced", "graced-" + i))).contains("STARTED");
            }
            Processes.await("the good receiver is called", Duration.ofSeconds(60), () -> calls.get() == 10);

            serve.destroy();
            assertThat(serve.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(processes.log("serve")).contains("\"event\":\"stopping\"");
        }
    }

    private static String alert(String name, String service) {
        return """
                {"version":"4","groupKey":"g","status":"firing","receiver":"r","alerts":[{"status":"firing",
                "labels":{"alertname":"%s","service":"%s"},"annotations":{},"startsAt":"2026-11-21T03:00:00Z",
                "endsAt":"0001-01-01T00:00:00Z","fingerprint":"%s"}]}""".formatted(name, service, service);
    }

    private static String post(HttpClient client, int port, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/signals"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private Process serve(Processes processes, int port) throws IOException {
        Files.writeString(folder.resolve("nightshift.yaml"), """
                version: 1
                defaults:
                  max-age: 3650d
                  mode: act
                  page: ops
                  guardrails: {rate-limit: {times: 1000}, blast-radius: {at-most: 1000}}
                channels:
                  ops: {kind: console}
                rules:
                  - name: hung
                    match: {source: alertmanager, name: Hung}
                    ladder:
                      - {action: call-webhook, with: {hook: hung}, wait: 30m}
                  - name: good
                    match: {source: alertmanager, name: Good}
                    ladder:
                      - {action: call-webhook, with: {hook: good}, wait: 30m}
                  - name: graced
                    match: {source: alertmanager, name: Graced}
                    grace: 2s
                    ladder:
                      - {action: call-webhook, with: {hook: good}, wait: 30m}
                """);
        return processes.serve(
                "serve",
                port,
                Map.of(
                        "NIGHTSHIFT_WEBHOOK_HUNG_URL",
                        hung.endpoint() + "/",
                        "NIGHTSHIFT_WEBHOOK_HUNG_KEY",
                        "key",
                        "NIGHTSHIFT_WEBHOOK_GOOD_URL",
                        "http://127.0.0.1:" + good.getAddress().getPort() + "/",
                        "NIGHTSHIFT_WEBHOOK_GOOD_KEY",
                        "key"));
    }
}
