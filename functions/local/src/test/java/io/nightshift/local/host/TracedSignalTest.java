package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.api.ApiCredentials;
import io.nightshift.api.ApiRequest;
import io.nightshift.api.HttpApi;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.entry.TraceCollector;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import io.nightshift.sandbox.contract.Sample;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the sender's {@code traceparent} to the spans of the run, its ledger and its log. */
class TracedSignalTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SENDER = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String POLICY = """
            version: 1
            rules:
              - name: all
                match: {}
                ladder:
                  - {action: reboot-instance, wait: 5m}
            """;

    private final WireServer collector = WireServer.before(request -> WireReply.empty(200));
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FunctionHost host = new FunctionHost(
            () -> Instant.parse("2026-11-20T03:06:00Z"), new PrintStream(log, true, StandardCharsets.UTF_8));

    @TempDir
    Path letters;

    @AfterEach
    void close() {
        collector.close();
    }

    private void post() throws Exception {
        var policy = ((Parsed.Valid) Functions.PARSER.parse(POLICY)).policy();
        var engine = LocalHost.engine(
                Functions.ALL, ledger, (run, name, at) -> {}, HostSettings.read(Functions.ALL, Map.of(), policy), host);
        var keys = new ApiCredentials(Optional.empty(), Optional.empty(), Optional.empty());
        var api = new HttpApi(
                KnownFormats.decoders(),
                engine,
                ledger,
                new DeadLetterFolder(letters, Clock.systemUTC()),
                () -> keys,
                host,
                policy.hash(),
                payload -> {});
        var sample = Sample.of("open", "alertmanager/deployment-crash-looping.json");
        var answer = api.answer(new ApiRequest(
                "POST",
                "/signals",
                "",
                Map.of("Content-Type", "application/json", "Host", "127.0.0.1:8484", "traceparent", SENDER),
                ApiRequest.Body.of(sample.bytes())));
        assertThat(answer.status())
                .as(new String(answer.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        host.settleTraces();
    }

    private List<String> kinds() {
        var run = ledger.runs(Optional.empty(), 1).items().getFirst();
        return ledger.entries(run.id()).stream()
                .map(entry -> entry.kind() + " " + entry.body().text())
                .toList();
    }

    @Test
    void everyStepOfTheRunIsInTheTraceOfItsSender() throws Exception {
        host.traceTo(Optional.of(TraceCollector.at(collector.endpoint())), SecretStore.NONE);
        post();
        assertThat(kinds()).anyMatch(entry -> entry.startsWith("traced ") && entry.contains(SENDER));
        assertThat(collector.requests())
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(request.text()).contains("\"traceId\":\"" + TRACE + "\"", "\"name\":\""));
    }

    @Test
    void withoutACollectorNothingIsKeptAndNothingIsSent() throws Exception {
        post();
        assertThat(kinds()).noneMatch(entry -> entry.startsWith("traced"));
        assertThat(collector.requests()).isEmpty();
    }
}
