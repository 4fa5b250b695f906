package io.nightshift.local.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.contract.LedgerSuite;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole contract holds once somebody keeps what it hands on; and what it does not do by itself. */
final class ForgetfulLedgerTest extends LedgerSuite {

    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");

    private final VirtualTime time = new VirtualTime(START);

    @Override
    protected Ledger open() {
        return new Remembered();
    }

    /** A forgetful ledger that judges, and beside it one that keeps what the first hands on. */
    private static final class Remembered implements Ledger {
        private final InMemoryLedger archive = new InMemoryLedger();
        private final ForgetfulLedger judge = new ForgetfulLedger(
                () -> Instant.EPOCH, turn -> assertThat(archive.commit(turn)).isEqualTo(new Commit.Done()));

        @Override
        public synchronized Optional<Run> run(RunId id) {
            return judge.run(id).or(() -> archive.run(id));
        }

        @Override
        public synchronized Map<String, Marker> markers(Set<String> keys) {
            return judge.markers(keys);
        }

        @Override
        public synchronized Commit commit(Turn turn) {
            return judge.commit(turn);
        }

        @Override
        public synchronized Page<RunId> due(Instant now, Optional<String> from, int limit) {
            return judge.due(now, from, limit);
        }

        @Override
        public Page<Entry> entries(RunId id, Optional<String> from, int limit) {
            return archive.entries(id, from, limit);
        }

        @Override
        public Page<RunId> traces(Optional<String> from, int limit) {
            return archive.traces(from, limit);
        }

        @Override
        public Page<Run> runs(RunFilter filter, Optional<String> from, int limit) {
            return archive.runs(filter, from, limit);
        }

        @Override
        public Page<Run> open(Optional<String> from, int limit) {
            return archive.open(from, limit);
        }

        @Override
        public Page<Run> runs(Optional<String> from, int limit) {
            return archive.runs(from, limit);
        }
    }

    private final ForgetfulLedger forgetful = new ForgetfulLedger(time, turn -> {});

    private static Turn turn(long before, Status status, MarkerWrite... marks) {
        var run = new Run(
                new RunKey("drill", new Resource(Origin.NOWHERE, "service", "shop"), "e-1"),
                before + 1,
                status,
                "rule",
                "",
                Json.obj(),
                "",
                Json.obj(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                0,
                1,
                0,
                Entry.ORIGIN,
                START,
                START,
                status == Status.FINISHED ? Optional.of(Outcome.RESOLVED) : Optional.empty(),
                "");
        return new Turn(run, before, List.of(), List.of(marks));
    }

    private static MarkerWrite mark(long before, Instant keepUntil) {
        return new MarkerWrite("lock/x", before, Json.obj().with("run", "a"), keepUntil);
    }

    private long version() {
        return forgetful
                .markers(Set.of("lock/x"))
                .getOrDefault("lock/x", Marker.absent("lock/x"))
                .version();
    }

    @Test
    void forgetsARunThatEndedAndTakesNoMoreOfIt() {
        var first = turn(0, Status.WAITING);
        forgetful.commit(first);
        assertThat(forgetful.run(first.run().id())).contains(first.run());

        forgetful.commit(turn(1, Status.FINISHED));

        assertThat(forgetful.run(first.run().id())).isEmpty();
        assertThat(forgetful.commit(turn(2, Status.FINISHED))).isInstanceOf(Commit.Conflict.class);
    }

    @Test
    void listsNothingRatherThanAPartOfIt() {
        var id = turn(0, Status.WAITING).run().id();
        assertThatThrownBy(() -> forgetful.entries(id, Optional.empty(), 10))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> forgetful.runs(Optional.empty(), 10))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void keepsAMarkForItsTimeAndForgetsItWithinTheHourAfter() {
        forgetful.commit(turn(0, Status.WAITING, mark(0, START.plusSeconds(600))));
        time.runUntil(START.plusSeconds(599));
        forgetful.commit(turn(1, Status.WAITING));
        assertThat(version()).isEqualTo(1);

        time.runUntil(START.plusSeconds(3_600));
        forgetful.commit(turn(2, Status.WAITING));

        assertThat(version()).isZero();
        assertThat(forgetful.size()).isEqualTo(1);
    }

    @Test
    void aMarkThatGotMoreTimeIsKept() {
        forgetful.commit(turn(0, Status.WAITING, mark(0, START.plusSeconds(600))));
        forgetful.commit(turn(1, Status.WAITING, mark(1, START.plusSeconds(7_200))));
        time.runUntil(START.plusSeconds(7_199));
        forgetful.commit(turn(2, Status.WAITING));
        assertThat(version()).isEqualTo(2);

        time.runUntil(START.plusSeconds(4 * 3_600));
        forgetful.commit(turn(3, Status.WAITING));

        assertThat(version()).isZero();
    }
}
