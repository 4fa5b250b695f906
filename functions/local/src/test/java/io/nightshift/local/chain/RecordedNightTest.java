package io.nightshift.local.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.local.Main;
import io.nightshift.sandbox.wire.ChildProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve --record} took down in one process, {@code backtest} lives through in the next, under another policy. */
final class RecordedNightTest {

    private static final String POLICY = """
            version: 1
            defaults: {max-age: 3650d, mode: %s, page: ops}
            channels:
              ops: {kind: console}
            rules:
              - name: app-down
                match: {source: alertmanager}
                ladder:
                  - {action: call-webhook, with: {hook: app}, wait: 30m}
            """;

    private static final String ALERT = """
            {"version":"4","groupKey":"g","status":"firing","receiver":"r","alerts":[{"status":"firing",
            "labels":{"alertname":"AppDown","service":"app"},"annotations":{},
            "startsAt":"2026-11-21T03:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"f1"}]}""";

    @TempDir
    private Path folder;

    @Test
    void aRecordedNightIsLivedThroughAgainUnderAnotherPolicy() throws Exception {
        Files.writeString(folder.resolve("nightshift.yaml"), POLICY.formatted("dry-run"));
        Files.writeString(folder.resolve("bolder.yaml"), POLICY.formatted("act"));
        try (var processes = new Processes(folder)) {
            int port = ChildProcess.freePort();
            var served = processes.serve("served", port, Map.of(), "--record", "history.jsonl");
            assertThat(send(port, ALERT)).isEqualTo(200);
            assertThat(send(port, "rubbish")).isEqualTo(422);
            served.destroy();
            served.waitFor();

            var report = backtest(processes);
            assertThat(report.at("signals").integer()).isEqualTo(1);
            assertThat(report.at("unreadable").integer()).isZero();
            var acts = report.at("acts").at(0);
            assertThat(acts.at("action").text()).isEqualTo("call-webhook");
            assertThat(acts.at("count").integer()).isZero();
            assertThat(acts.at("against").integer()).isEqualTo(1);
            assertThat(report.at("dry-runs").at(0).at("count").integer()).isEqualTo(1);
        }
    }

    private static int send(int port, String payload) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/signals"))
                    .POST(HttpRequest.BodyPublishers.ofString(payload))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private View backtest(Processes processes) throws Exception {
        var process = processes.java(
                "backtest",
                Map.of(),
                Main.class,
                "backtest",
                "history.jsonl",
                "--policy",
                "nightshift.yaml",
                "--against",
                "bolder.yaml",
                "--json");
        process.waitFor();
        return View.of(Json.parse(processes.log("backtest")));
    }
}
