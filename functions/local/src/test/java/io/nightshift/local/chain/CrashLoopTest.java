package io.nightshift.local.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.local.host.DeadLetterFolder;
import io.nightshift.local.host.HostSettings;
import io.nightshift.local.host.IntakeServer;
import io.nightshift.local.host.LocalHost;
import io.nightshift.policy.Parsed;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sql.SqlLedger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A deployment crash-loops: the alert goes into {@code serve}'s intake, the pods are restarted over the Kubernetes API, the
 * alert resolves and stays so.
 */
final class CrashLoopTest {

    private static final Path EVENTS =
            Path.of(System.getProperty("nightshift.root", "../..")).resolve("events/open/alertmanager");
    private static final String FRONTEND = "shop/frontend";

    /** All pods are down: that is more than the default share, and the rule says that it may be. */
    private static final String POLICY = """
            version: 1
            defaults: {mode: act, page: ops, soak: 5m}
            channels:
              ops: {kind: console}
            rules:
              - name: crash-loop
                match: {source: alertmanager, name: KubeDeploymentReplicasMismatch}
                guardrails: {blast-radius: {share: 100%}}
                ladder:
                  - {action: restart-deployment, wait: 10m}
            """;

    @TempDir
    private Path folder;

    private final KubernetesStandIn kubernetes = new KubernetesStandIn();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T03:05:00Z"));
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final HttpClient client = HttpClient.newHttpClient();
    private SqlLedger ledger;
    private Engine engine;
    private IntakeServer intake;

    @BeforeEach
    void startTheShift() throws Exception {
        kubernetes.deploy("shop", "frontend", "frontend:1");
        kubernetes.crash(FRONTEND, 4);
        var kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, kubernetes.kubeconfig("main", "shop"));
        var policy = ((Parsed.Valid) Functions.PARSER.parse(POLICY)).policy();
        var out = new PrintStream(log, true, StandardCharsets.UTF_8);
        ledger = SqlLedger.open(folder.resolve("ledger.db").toString());
        var settings = HostSettings.read(Functions.ALL, Map.of("NIGHTSHIFT_KUBECONFIG", kubeconfig.toString()), policy);
        var host = new FunctionHost(clock, out);
        engine = LocalHost.engine(Functions.ALL, ledger, (run, name, at) -> {}, settings, host);
        var letters = new DeadLetterFolder(folder.resolve("dead-letters"), clock);
        intake = IntakeServer.onLoopback(0, engine, ledger, letters, host, policy.hash());
        intake.start();
    }

    @AfterEach
    void endTheShift() {
        intake.close();
        ledger.close();
        kubernetes.close();
        client.close();
    }

    @Test
    void theDeploymentIsRestartedOnceAndItsAlertSeenToStayResolved() throws Exception {
        send("deployment-crash-looping.json");
        send("deployment-crash-looping.json");
        assertThat(kubernetes.changes()).containsExactly("template of shop/frontend");

        kubernetes.settle();
        clock.pass(Duration.ofMinutes(4));
        send("deployment-crash-looping-resolved.json");
        clock.pass(Duration.ofMinutes(6));
        new Sweeper(engine, ledger, clock).sweep();

        var run = run();
        assertThat(run.outcome()).contains(Outcome.RESOLVED);
        assertThat(run.acts()).isEqualTo(1);
        assertThat(kubernetes.changes()).hasSize(1);
        var key = run.id() + "-";
        assertThat(kubernetes.templateAnnotation(FRONTEND, "nightshift.io/act")).startsWith(key);
        assertTheLedgerTellsIt(run);
    }

    private void assertTheLedgerTellsIt(Run run) throws Exception {
        var entries = entries(run);
        assertThat(Audit.verify(ledger, run.id()).faults()).isEmpty();
        assertThat(entries.stream().map(Entry::kind)).containsSubsequence("arrived", "judged", "acted", "finished");
        var text = entries.stream().map(entry -> entry.body().text()).collect(Collectors.joining("\n"));
        assertThat(text)
                .contains("restart-deployment", "4 of 4 would be down", "generation")
                .doesNotContain("canary");
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("canary");
    }

    @Test
    void aReplyThatIsLostAfterTheRestartLeadsToNoSecondOne() throws Exception {
        kubernetes.wire().happensButAnswers(request -> request.method().equals("PATCH"), new WireReply.HangUp());
        send("deployment-crash-looping.json");
        clock.pass(Duration.ofMinutes(10));
        new Sweeper(engine, ledger, clock).sweep();
        assertThat(kubernetes.changes()).containsExactly("template of shop/frontend");
        assertThat(run().acts()).isEqualTo(1);
    }

    @Test
    void aRestartThatDoesNotHelpGoesToAHuman() throws Exception {
        kubernetes.breakImage("frontend:1");
        send("deployment-crash-looping.json");
        clock.pass(Duration.ofMinutes(10));
        new Sweeper(engine, ledger, clock).sweep();
        assertThat(run().outcome()).contains(Outcome.ESCALATED);
        assertThat(kubernetes.changes()).hasSize(1);
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("Needs a human");
    }

    private Run run() {
        var runs = ledger.runs(Optional.empty(), 10).items();
        assertThat(runs).hasSize(1);
        return runs.getFirst();
    }

    private List<Entry> entries(Run run) {
        return ledger.entries(run.id(), Optional.empty(), 100).items();
    }

    private void send(String event) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + intake.port() + "/signals"))
                .POST(HttpRequest.BodyPublishers.ofFile(EVENTS.resolve(event)))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(View.of(Json.parse(answer.body())).at("rejected").items()).isEmpty();
    }
}
