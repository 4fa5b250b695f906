package io.nightshift.remediation.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.OpenFormats;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PayloadIntake;
import io.nightshift.entry.PolicySections;
import io.nightshift.entry.Schedule;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RulesSection;
import io.nightshift.sandbox.FakeActor;
import io.nightshift.sandbox.FakeObserver;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.RecordingMessenger;
import io.nightshift.sandbox.RecordingTimers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private static final String POLICY = """
            version: 1
            defaults: {mode: act, page: ops, soak: 5m}
            channels:
              ops: {kind: console}
            rules:
              - name: web
                match: {type: alarm}
                ladder:
                  - {action: call-webhook, with: {hook: restart}, wait: 1m}
            """;

    private record Letter(String payload, List<Rejected> reasons) {}

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T01:00:00Z"));
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FunctionHost host = new FunctionHost(clock, new PrintStream(log, true, StandardCharsets.UTF_8));
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final FakeActor actor = new FakeActor();
    private final FakeObserver observer = new FakeObserver();
    private final List<Letter> letters = new ArrayList<>();
    private final PayloadIntake intake = intake((payload, reasons) -> letters.add(new Letter(text(payload), reasons)));

    private final List<EngineResult> besides = new ArrayList<>();

    private PayloadIntake intake(DeadLetters deadLetters) {
        var engine = new Engine(Ports.of(
                        ledger,
                        new RecordingTimers(),
                        new PolicyRules(((Parsed.Valid) PolicySections.parser(new RulesSection(Remediation.CATALOGUE))
                                        .parse(POLICY))
                                .policy()),
                        host)
                .function(Remediation.MODULE)
                .adapters(new Adapters(List.of(actor), List.of(observer)))
                .messenger(new RecordingMessenger())
                .build());
        return new PayloadIntake(
                engine,
                new Sweeper(engine, ledger, host),
                new Schedule(engine, List.of(new ScheduledWork("besides", Duration.ZERO, () -> besides)), host),
                new Decoders(OpenFormats.all()),
                deadLetters,
                new PauseSwitches(ledger, host, ""),
                host);
    }

    private static String text(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8);
    }

    private List<EngineResult> take(String payload) {
        return intake.handle(Payload.of(payload.getBytes(StandardCharsets.UTF_8)));
    }

    /** An Alertmanager group with these alerts. */
    private static String group(String... alerts) {
        return """
                {"version":"4","groupKey":"g","status":"firing","receiver":"r","groupLabels":{},"commonLabels":{},
                 "commonAnnotations":{},"externalURL":"http://am","alerts":[%s]}""".formatted(String.join(",", alerts));
    }

    private static String alert(String name) {
        return """
                {"status":"firing","labels":{"alertname":"%s","instance":"%s"},"annotations":{},
                 "startsAt":"2026-11-21T00:59:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"%s"}""".formatted(name, name, name);
    }

    private Run onlyRun() {
        assertThat(ledger.runs(Optional.empty(), 10).items()).hasSize(1);
        return ledger.runs(Optional.empty(), 10).items().getFirst();
    }

    @Test
    void anAlarmStartsARunAndTheLogSaysWhatWasDone() throws JsonException {
        observer.sees(Health.UNWELL);
        assertThat(take(group(alert("Down"))))
                .extracting(EngineResult::kind)
                .containsExactly(EngineResult.Kind.STARTED);
        assertThat(actor.changes()).hasSize(1);
        assertThat(letters).isEmpty();

        var lines = log.toString(StandardCharsets.UTF_8).strip().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(Json.parse(lines.getFirst()).text())
                .contains("\"event\":\"acted\"", onlyRun().id().value(), "\"sentence\":\"call webhook restart");
        assertThat(Json.parse(lines.getLast()).text())
                .contains(
                        "\"event\":\"event\"",
                        "\"signals\":1",
                        "STARTED " + onlyRun().id(),
                        "\"rejected\":0");
    }

    @Test
    void theTimersOrderMovesTheRunOnAndAFalseOneFindsNobody() {
        observer.sees(Health.UNWELL);
        take(group(alert("Down")));
        var wake = "{\"nightshift\":{\"wake\":\"" + onlyRun().id() + "\"}}";

        assertThat(take(wake)).extracting(EngineResult::kind).containsExactly(EngineResult.Kind.NOTHING);
        clock.pass(Duration.ofMinutes(1));
        observer.sees(Health.WELL);
        assertThat(take(wake)).extracting(EngineResult::kind).containsExactly(EngineResult.Kind.MOVED);
        assertThat(take("{\"nightshift\":{\"wake\":\"remediation-gone\"}}"))
                .extracting(EngineResult::kind)
                .containsExactly(EngineResult.Kind.NOT_FOUND);
        assertThat(letters).isEmpty();
    }

    @Test
    void aSweepMovesEveryRunThatIsDue() {
        observer.sees(Health.UNWELL);
        take(group(alert("Down"), alert("Slow")));
        clock.pass(Duration.ofMinutes(2));

        assertThat(take("{\"nightshift\":{\"sweep\":true}}"))
                .extracting(EngineResult::kind)
                .containsExactly(EngineResult.Kind.MOVED, EngineResult.Kind.MOVED);
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("\"order\":\"Sweep\"");
    }

    @Test
    void whatAFunctionSweepsBesidesIsSweptAfterTheRuns() {
        observer.sees(Health.UNWELL);
        besides.addAll(take(group(alert("Down"))));
        clock.pass(Duration.ofMinutes(2));

        assertThat(take("{\"nightshift\":{\"sweep\":true}}"))
                .extracting(EngineResult::kind)
                .containsExactly(EngineResult.Kind.MOVED, EngineResult.Kind.STARTED);
    }

    @Test
    void aScheduleStartsTheWorkThatItNames() {
        observer.sees(Health.UNWELL);
        besides.addAll(take(group(alert("Down"))));
        assertThat(take("{\"nightshift\":{\"due\":\"besides\"}}"))
                .extracting(EngineResult::kind)
                .containsExactly(EngineResult.Kind.STARTED);
        assertThat(letters).isEmpty();
    }

    @Test
    void aScheduleThatNamesNoWorkGoesToTheDeadLetters() {
        take("{\"nightshift\":{\"due\":\"beside\"}}");
        assertThat(letters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.reasons())
                        .extracting(Rejected::toString)
                        .allMatch(reason -> reason.contains("$.nightshift.due") && reason.contains("[besides]")));
    }

    @Test
    void whatCannotBeDecodedIsKeptWholeAndItsNeighboursAreServed() {
        var payload = group(alert("Down"), "7");
        observer.sees(Health.UNWELL);
        assertThat(take(payload)).extracting(EngineResult::kind).containsExactly(EngineResult.Kind.STARTED);
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.payload()).isEqualTo(payload);
            assertThat(letter.reasons()).extracting(Rejected::place).containsExactly("$.alerts[1]");
        });
    }

    @Test
    void noJsonAndAnOrderThatCannotBeReadAreKeptToo() {
        for (var payload : List.of("{\"truncated\":", "", "{\"nightshift\":{\"wake\":{}}}", "{\"unknown\":true}")) {
            assertThat(take(payload)).isEmpty();
            assertThat(letters.getLast().payload()).isEqualTo(payload);
            assertThat(letters.getLast().reasons()).isNotEmpty();
        }
        assertThat(letters).hasSize(4);
    }

    @Test
    void aSweepSaysHowLongTheOldestRunHasWaited() {
        observer.sees(Health.UNWELL);
        take("{\"nightshift\":{\"sweep\":true}}");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("\"event\":\"sweep\",\"due\":0,\"oldestSeconds\":0}");

        take(group(alert("Down")));
        var due = onlyRun().dueAt().orElseThrow();
        clock.pass(Duration.between(clock.instant(), due.plusSeconds(777)));
        take("{\"nightshift\":{\"sweep\":true}}");
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("\"event\":\"sweep\",\"due\":1,\"oldestSeconds\":777}");
    }

    @Test
    void anEnvelopeIsKeptAsAWhole() {
        var whole = "{\"message\":\"envelope\"}".getBytes(StandardCharsets.UTF_8);
        var inside = "{\"unknown\":true}".getBytes(StandardCharsets.UTF_8);
        intake.handle(
                Payload.of(inside).jsonIfValid(),
                whole,
                () -> new Decoders(OpenFormats.all()).decode(Payload.of(inside)));
        assertThat(letters).extracting(Letter::payload).containsExactly("{\"message\":\"envelope\"}");
    }

    @Test
    void whatNobodyKeepsHasToComeAgainThoughItsNeighboursWereServed() {
        var full = intake((payload, reasons) -> {
            throw new DeadLetters.UndeliverableException("the queue is full");
        });
        observer.sees(Health.UNWELL);
        var payload = Payload.of(group(alert("Down"), "7").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> full.handle(payload)).isInstanceOf(DeadLetters.UndeliverableException.class);
        assertThatThrownBy(() -> full.handle(payload)).isInstanceOf(DeadLetters.UndeliverableException.class);
        assertThat(actor.changes()).hasSize(1);
        assertThat(onlyRun().acts()).isEqualTo(1);
    }

    @Test
    void aLineOfTheLogCannotBeFakedByAPayload() {
        take(group(alert("Down\\n{\\\"event\\\":\\\"fake\\\"}")));
        assertThat(log.toString(StandardCharsets.UTF_8).strip().lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("{\"at\":\"2026-11-21T01:00:00Z\",\"event\":\""))
                .noneMatch(line -> line.contains("\"event\":\"fake\""));
    }
}
