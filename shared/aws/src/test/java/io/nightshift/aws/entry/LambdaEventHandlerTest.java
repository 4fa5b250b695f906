package io.nightshift.aws.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.DynamoDbEngine;
import io.nightshift.aws.OneRule;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.entry.PayloadIntake;
import io.nightshift.entry.Schedule;
import io.nightshift.sandbox.FakeActor;
import io.nightshift.sandbox.FakeObserver;
import io.nightshift.sandbox.RecordingMessenger;
import io.nightshift.sandbox.RecordingTimers;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.lambda.Payloads;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LambdaEventHandlerTest {

    private static final String ALARM =
            new String(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"), StandardCharsets.UTF_8);
    private static final long ENOUGH = 60_000;

    private static final String PAUSE =
            "{\"nightshift\":{\"pause\":{\"all\":true,\"by\":\"apply of main\",\"until\":\"2026-11-21T02:00:00Z\"}}}";

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FunctionHost host = new FunctionHost(
            InstantSource.fixed(Instant.parse("2026-11-21T01:00:00Z")),
            new PrintStream(log, true, StandardCharsets.UTF_8));
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final FakeActor actor = new FakeActor();
    private final FakeObserver observer = new FakeObserver();
    private final List<String> letters = new ArrayList<>();
    private final LambdaEventHandler handler = handler(ledger, (payload, reasons) -> letters.add(text(payload)));

    LambdaEventHandlerTest() {
        observer.sees(Health.UNWELL);
    }

    private LambdaEventHandler handler(Ledger through, DeadLetters deadLetters) {
        var engine = engine(through, List.of(new DynamoDbEngine()));
        return new LambdaEventHandler(
                engine,
                new Sweeper(engine, through, host),
                new Schedule(engine, List.of(), host),
                new AwsSenders(AwsStandIn.REGION, MemberAccounts.NONE, Set.of()),
                deadLetters,
                new PauseSwitches(through, host, ""),
                host);
    }

    private Engine engine(Ledger through, List<Playbook<?>> playbooks) {
        return new Engine(Ports.of(through, new RecordingTimers(), new OneRule(), host)
                .playbooks(playbooks, DynamoDbEngine.CATALOGUE)
                .adapters(new Adapters(List.of(actor), List.of(observer)))
                .messenger(new RecordingMessenger())
                .build());
    }

    private static String text(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8);
    }

    private static String failures(String... ids) {
        return Json.obj()
                .with(
                        "batchItemFailures",
                        Json.arr(List.of(ids).stream()
                                .map(id -> Json.obj().with("itemIdentifier", id))
                                .toList()))
                .text();
    }

    private static byte[] fifo(String... bodies) {
        return Payloads.bytes(text(Payloads.batch(bodies)).replace(":signals\"", ":signals.fifo\""));
    }

    private List<Run> runs() {
        return ledger.runs(Optional.empty(), 10).items();
    }

    @Test
    void anEventIsAnsweredWithWhatBecameOfIt() {
        var answer = handler.handle(Payloads.bytes(ALARM), () -> ENOUGH).text();
        assertThat(answer)
                .contains("\"kind\":\"STARTED\"", runs().getFirst().id().value());
        assertThat(handler.handle(Payloads.bytes(ALARM), () -> ENOUGH).text()).contains("\"kind\":\"DUPLICATE\"");
    }

    private String invoked(String order) {
        return handler.handle(Payloads.bytes(order), () -> ENOUGH).text();
    }

    private boolean isPaused(String scope) {
        return ledger.markers(Set.of(MarkKeys.pause(scope))).values().stream()
                .anyMatch(mark -> !mark.value().members().isEmpty());
    }

    @Test
    void whoInvokesTheFunctionPausesAndResumesIt() {
        assertThat(invoked(PAUSE)).contains("MOVED", "all is paused until 2026-11-21T02:00:00Z");
        assertThat(isPaused("all")).isTrue();
        invoked(ALARM);
        assertThat(actor.changes()).isEmpty();
        assertThat(invoked("{\"nightshift\":{\"resume\":{\"all\":true,\"by\":\"main\"}}}"))
                .contains("MOVED", "all is resumed");
        assertThat(ledger.entries(PauseSwitches.LOG.id(), Optional.empty(), 10).items())
                .extracting(entry -> entry.body().text())
                .satisfiesExactly(
                        paused -> assertThat(paused).contains("\"by\":\"apply of main\"", "until"),
                        resumed -> assertThat(resumed).contains("\"by\":\"main\""));
        assertThat(letters).isEmpty();
    }

    @Test
    void anOrderThatCannotBeReadPausesNothingAndSaysWhy() {
        assertThat(invoked("{\"nightshift\":{\"pause\":{\"all\":true}}}")).contains("REFUSED", "$.nightshift.pause.by");
        assertThat(isPaused("all")).isFalse();
    }

    /** Whoever may write to the queue could stop everything, or start it again. */
    @Test
    void aMessageOfTheQueuePausesNothing() {
        assertThat(handler.handle(Payloads.batch(PAUSE), () -> ENOUGH).text()).isEqualTo(failures());
        assertThat(isPaused("all")).isFalse();
        assertThat(letters).containsExactly(PAUSE);
    }

    @Test
    void whatCannotBeDecodedIsKeptAndItsNeighboursAreServed() {
        var answer = handler.handle(Payloads.batch("{\"truncated\":", ALARM, "{\"unknown\":true}"), () -> ENOUGH);
        assertThat(answer.text()).isEqualTo(failures());
        assertThat(letters).containsExactly("{\"truncated\":", "{\"unknown\":true}");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void aMessageThatNobodyKeepsComesAgainAlone() {
        var full = handler(ledger, (payload, reasons) -> {
            throw new DeadLetters.UndeliverableException("the queue is full");
        });
        assertThat(full.handle(Payloads.batch("canary {", ALARM, "canary ["), () -> ENOUGH)
                        .text())
                .isEqualTo(failures("message-1", "message-3"));
        assertThat(runs()).hasSize(1);
        assertThat(text(log.toByteArray())).contains("the queue is full").doesNotContain("canary");
    }

    @Test
    void inAFifoQueueWhatStandsBehindAFailureComesAgainWithIt() {
        var full = handler(ledger, (payload, reasons) -> {
            throw new DeadLetters.UndeliverableException("the queue is full");
        });
        assertThat(full.handle(fifo(ALARM, "rubbish", ALARM), () -> ENOUGH).text())
                .isEqualTo(failures("message-2", "message-3"));
        assertThat(runs()).hasSize(1);
    }

    @Test
    void whenTimeRunsOutTheRestComesAgainButTheFirstIsAlwaysServed() {
        assertThat(handler.handle(Payloads.batch(ALARM, ALARM, "rubbish"), () -> 19_999)
                        .text())
                .isEqualTo(failures("message-2", "message-3"));
        assertThat(runs()).hasSize(1);
        assertThat(letters).isEmpty();
    }

    @Test
    void aMessageWithoutAnIdMakesTheWholeBatchComeAgain() {
        var full = handler(ledger, (payload, reasons) -> {
            throw new DeadLetters.UndeliverableException("the queue is full");
        });
        var batch = text(Payloads.batch("rubbish", ALARM)).replace("\"messageId\":\"message-1\",", "");
        assertThatThrownBy(() -> full.handle(Payloads.bytes(batch), () -> ENOUGH))
                .isInstanceOf(PayloadIntake.AgainException.class);
    }

    @Test
    void aLedgerThatCannotBeReachedMakesEverythingComeAgain() {
        var lost = handler(new Unreachable(), (payload, reasons) -> letters.add(text(payload)));
        assertThat(lost.handle(Payloads.batch(ALARM, "rubbish"), () -> ENOUGH).text())
                .isEqualTo(failures("message-1"));
        assertThatThrownBy(() -> lost.handle(Payloads.bytes(ALARM), () -> ENOUGH))
                .isInstanceOf(PayloadIntake.AgainException.class)
                .hasMessage("the ledger is gone");
        assertThat(letters).containsExactly("rubbish");
    }

    @Test
    void aRunOfAnotherFunctionInTheSameLedgerIsLeftAlone() {
        handler.handle(Payloads.bytes(ALARM), () -> ENOUGH);
        var before = runs().getFirst();
        var other = engine(ledger, List.of());

        assertThat(other.wake(before.id()))
                .isEqualTo(new EngineResult(
                        EngineResult.Kind.NOTHING,
                        Optional.of(before.id()),
                        "the run belongs to a function with other playbooks"));
        assertThat(other.command(before.id(), "pause", "alice", "").kind()).isEqualTo(EngineResult.Kind.REFUSED);
        assertThat(runs()).containsExactly(before);
    }

    @Test
    void anEmptyListOfRecordsIsNobodysBatchAndIsKept() {
        assertThat(handler.handle(Payloads.batch(), () -> ENOUGH).text()).isEqualTo("{\"handled\":[]}");
        assertThat(letters).containsExactly("{\"Records\":[]}");
        assertThat(runs()).isEmpty();
    }

    /** A ledger behind a network that is down. */
    private static final class Unreachable implements Ledger {

        private static LedgerException gone() {
            return new LedgerException("the ledger is gone", true);
        }

        @Override
        public Optional<Run> run(RunId id) {
            throw gone();
        }

        @Override
        public Map<String, Marker> markers(Set<String> keys) {
            throw gone();
        }

        @Override
        public Commit commit(Turn turn) {
            throw gone();
        }

        @Override
        public Page<Entry> entries(RunId id, Optional<String> from, int limit) {
            throw gone();
        }

        @Override
        public Page<RunId> traces(Optional<String> from, int limit) {
            throw gone();
        }

        @Override
        public Page<Run> runs(Optional<String> from, int limit) {
            throw gone();
        }

        @Override
        public Page<Run> runs(RunFilter filter, Optional<String> from, int limit) {
            throw gone();
        }

        @Override
        public Page<Run> open(Optional<String> from, int limit) {
            throw gone();
        }

        @Override
        public Page<RunId> due(Instant now, Optional<String> from, int limit) {
            throw gone();
        }
    }
}
