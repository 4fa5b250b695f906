package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import io.nightshift.sandbox.ManualClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code replay} shows for a signal is what the live host does with it: the same run about the same subject with
 * the same first act, for every sample in {@code events/} and for the cases beside the checkout, if they are
 * there.
 */
final class ReplayAgreesWithLiveTest {

    private static final Path ROOT = Path.of(System.getProperty("nightshift.root", "../.."));

    private static final String POLICY = """
            version: 1
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            rules:
              - name: everything
                match: {source: "*"}
                guardrails:
                  rate-limit: {times: 100, per: 1h}
                ladder:
                  - {action: call-webhook, with: {hook: ticket}}
            """;

    private static HttpServer receiver;
    private static Policy policy;
    private static HostSettings settings;

    @BeforeAll
    static void startTheReceiver() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        policy = ((Parsed.Valid) Functions.ALL.parser().parse(POLICY)).policy();
        var url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
        settings = HostSettings.read(
                Functions.ALL,
                Map.of("NIGHTSHIFT_WEBHOOK_TICKET_URL", url, "NIGHTSHIFT_WEBHOOK_TICKET_KEY", "a".repeat(64)),
                policy);
    }

    @AfterAll
    static void stopTheReceiver() {
        receiver.stop(0);
    }

    static List<Path> samples() throws IOException {
        var cases = ROOT.resolve("../shared/cases/remediation");
        try (var events = Files.walk(ROOT.resolve("events"));
                var more = Files.isDirectory(cases) ? Files.list(cases) : Stream.<Path>empty()) {
            return Stream.concat(events, more)
                    .filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(".expected.json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void beginsTheSameRunWithTheSameFirstAct(Path sample) throws Exception {
        var rules = new PolicyRules(policy, Origin.NOWHERE);
        for (var signal : KnownFormats.decoders()
                .decode(Payload.of(Files.readAllBytes(sample)))
                .signals()) {
            var replay = Replay.of(Functions.ALL.modules(), List.of(signal), rules, Optional.empty());
            assertThat(runs(live(signal))).isEqualTo(runs(replay.ledger()));
        }
    }

    private static Ledger live(Signal signal) {
        var ledger = new InMemoryLedger();
        var out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var host = new FunctionHost(new ManualClock(signal.time()), out);
        LocalHost.engine(Functions.ALL, ledger, (run, name, at) -> {}, settings, host)
                .handle(signal);
        return ledger;
    }

    private static Set<String> runs(Ledger ledger) {
        var runs = new TreeSet<String>();
        for (var run : ledger.runs(Optional.empty(), 1_000).items()) {
            runs.add(run.key().subject() + ": " + firstAct(ledger, run));
        }
        return runs;
    }

    private static String firstAct(Ledger ledger, Run run) {
        return ledger.entries(run.id()).stream()
                .filter(entry -> entry.kind().equals("acted") || entry.kind().equals("refused"))
                .findFirst()
                .map(entry -> entry.kind() + " " + entry.body().get("sentence"))
                .orElse("no act");
    }
}
