package io.nightshift.local.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sql.SqlLedger;
import io.nightshift.webhook.Signature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole chain for real: Prometheus scrapes a process, the process dies, Alertmanager tells {@code serve}, {@code serve}
 * calls the signed webhook, the webhook starts the process again, the alert resolves, the run is resolved.
 */
final class AlertmanagerChainTest {

    private static final String KEY = "canary-key-of-the-webhook";

    @TempDir
    private Path folder;

    private Processes processes;
    private HttpServer restarter;
    private int appPort;
    private volatile Optional<Process> app = Optional.empty();
    private final Set<String> ordersDone = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void startTheAppAndItsRestarter() throws IOException {
        processes = new Processes(folder);
        appPort = ChildProcess.freePort();
        restarter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        restarter.createContext("/restart", this::restart);
        restarter.start();
        startApp();
    }

    @AfterEach
    void endAll() {
        processes.close();
        restarter.stop(0);
    }

    private void startApp() throws IOException {
        app = Optional.of(processes.java("app", Map.of(), RestartableApp.class, Integer.toString(appPort)));
    }

    /** What a user's restart endpoint does: checks the signature, drops a key that it has seen, restarts. */
    private void restart(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var headers = exchange.getRequestHeaders();
        var expected = Signature.of(KEY, headers.getFirst("X-Nightshift-Timestamp"), body);
        int status = 401;
        if (expected.equals(headers.getFirst("X-Nightshift-Signature"))) {
            status = ordersDone.add(headers.getFirst("Idempotency-Key")) ? 200 : 409;
        }
        if (status == 200) {
            startApp();
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void aDeadProcessIsRestartedAndItsAlertSeenToResolve() throws Exception {
        var prometheus = Processes.program("prometheus");
        var alertmanager = Processes.program("prometheus-alertmanager");
        assumeTrue(prometheus.isPresent() && alertmanager.isPresent());
        int intake = ChildProcess.freePort();
        serve(intake);
        int alerts = ChildProcess.freePort();
        startAlertmanager(alertmanager.get(), alerts, intake);
        startPrometheus(prometheus.get(), alerts);

        app.orElseThrow().destroyForcibly().waitFor();
        try (var ledger = SqlLedger.open(folder.resolve("ledger.db").toString())) {
            Processes.await("the run is resolved", Duration.ofSeconds(90), () -> resolved(ledger));
            assertThat(runs(ledger)).hasSize(1);
            assertThat(runs(ledger).getFirst().acts()).isEqualTo(1);
            assertThat(Audit.verify(ledger, runs(ledger).getFirst().id()).faults())
                    .isEmpty();
        }
        assertThat(ordersDone).hasSize(1);
        assertThat(app.orElseThrow().isAlive()).isTrue();
        assertThat(processes.log("serve")).contains("\"kind\":\"STARTED\"").doesNotContain(KEY);
    }

    private static List<Run> runs(SqlLedger ledger) {
        return ledger.runs(Optional.empty(), 10).items();
    }

    private static boolean resolved(SqlLedger ledger) {
        return runs(ledger).stream().anyMatch(run -> run.outcome().equals(Optional.of(Outcome.RESOLVED)));
    }

    private void serve(int port) throws IOException {
        Files.writeString(folder.resolve("nightshift.yaml"), """
                version: 1
                defaults: {max-age: 3650d, mode: act, page: ops, soak: 2s}
                channels:
                  ops: {kind: console}
                rules:
                  - name: app-down
                    match: {source: alertmanager, name: AppDown}
                    playbook: remediation
                    ladder:
                      - {action: call-webhook, with: {hook: restart-app}, wait: 60s}
                """);
        var environment = Map.of(
                "NIGHTSHIFT_WEBHOOK_RESTART_APP_URL",
                "http://127.0.0.1:" + restarter.getAddress().getPort() + "/restart",
                "NIGHTSHIFT_WEBHOOK_RESTART_APP_KEY",
                KEY);
        processes.serve("serve", port, environment);
    }

    private void startAlertmanager(Path program, int port, int intake) throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: nightshift, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1h}
                receivers:
                  - name: nightshift
                    webhook_configs: [{url: "http://127.0.0.1:%d/signals", send_resolved: true}]
                """.formatted(intake));
        processes.start(
                "alertmanager",
                Map.of(),
                List.of(
                        program.toString(),
                        "--config.file=alertmanager.yml",
                        "--storage.path=alertmanager-data",
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port));
    }

    private void startPrometheus(Path program, int alerts) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), """
                groups:
                  - name: app
                    interval: 1s
                    rules:
                      - {alert: AppDown, expr: 'up{job="app"} == 0', labels: {service: app, severity: critical}}
                """);
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: [rules.yml]
                alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:%d"]}]}]}
                scrape_configs:
                  - {job_name: app, static_configs: [{targets: ["127.0.0.1:%d"]}]}
                """.formatted(alerts, appPort));
        processes.start(
                "prometheus",
                Map.of(),
                List.of(
                        program.toString(),
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=prometheus-data",
                        "--web.listen-address=127.0.0.1:" + ChildProcess.freePort()));
    }
}
