package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Marker;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A turn that meets a conflict leaves no trace, and a turn is written once. */
interface LedgerAtomicityContract extends StoreUnderTest {

    @Test
    default void aStaleMarkLeavesEverythingUntouched() {
        var mark = Json.obj().with("n", 1);
        var run = write(NextTurn.first("a")
                .entries(2)
                .mark("lock/x", 0, mark)
                .mark("rate/x", 0, mark)
                .turn());
        var other = write(NextTurn.first("b")
                .entries(1)
                .mark("lock/x", 1, Json.obj().with("n", 2))
                .turn());

        var late = NextTurn.after(run)
                .state(Json.obj().with("phase", "late"))
                .entries(3)
                .mark("blast/x", 0, mark)
                .mark("lock/x", 1, Json.obj().with("n", 3))
                .mark("rate/x", 1, Json.obj().with("n", 3))
                .turn();

        assertThat(ledger().commit(late)).isInstanceOf(Commit.Conflict.class);
        assertThat(ledger().run(run.id())).contains(run);
        assertThat(ledger().run(other.id())).contains(other);
        assertThat(allEntries(run.id(), 10)).hasSize(2);
        assertThat(ledger().markers(Set.of("blast/x", "lock/x", "rate/x")))
                .containsEntry("blast/x", Marker.absent("blast/x"))
                .containsEntry("lock/x", new Marker("lock/x", 2, Json.obj().with("n", 2)))
                .containsEntry("rate/x", new Marker("rate/x", 1, mark));
        assertThat(Audit.verify(ledger(), run.id()).faults()).isEmpty();
    }

    @Test
    default void aMarkThatMustNotBeThereIsAConflictWhenItIs() {
        var run = write(
                NextTurn.first("a").entries(1).mark("seen/x", 0, Json.obj()).turn());

        var again = NextTurn.after(run).entries(1).mark("seen/x", 0, Json.obj()).turn();

        assertThat(ledger().commit(again)).isInstanceOf(Commit.Conflict.class);
        assertThat(ledger().run(run.id())).contains(run);
    }

    @Test
    default void aMarkThatMustBeThereIsAConflictWhenItIsNot() {
        var turn = NextTurn.first("a").entries(1).mark("lock/x", 3, Json.obj()).turn();

        assertThat(ledger().commit(turn)).isInstanceOf(Commit.Conflict.class);
        assertThat(ledger().run(turn.run().id())).isEmpty();
        assertThat(allEntries(turn.run().id(), 10)).isEmpty();
    }

    @Test
    default void aStaleRunLeavesEverythingUntouched() {
        var first = write(NextTurn.first("a").entries(1).turn());
        var second = write(NextTurn.after(first).entries(1).turn());

        var late =
                NextTurn.after(first).entries(5).mark("lock/x", 0, Json.obj()).turn();

        assertThat(ledger().commit(late)).isInstanceOf(Commit.Conflict.class);
        assertThat(ledger().run(first.id())).contains(second);
        assertThat(allEntries(first.id(), 10)).hasSize(2);
        assertThat(ledger().markers(Set.of("lock/x"))).containsEntry("lock/x", Marker.absent("lock/x"));
    }

    @Test
    default void aRunThatMustNotBeThereIsAConflictWhenItIs() {
        var first = write(NextTurn.first("a").entries(1).turn());

        var other = NextTurn.first("a")
                .state(Json.obj().with("other", true))
                .entries(2)
                .turn();

        assertThat(ledger().commit(other)).isInstanceOf(Commit.Conflict.class);
        assertThat(ledger().run(first.id())).contains(first);
        assertThat(allEntries(first.id(), 10)).hasSize(1);
    }

    @Test
    default void aRunThatMustBeThereIsAConflictWhenItIsNot() {
        var unwritten = NextTurn.first("a").entries(1).turn().run();

        var next = NextTurn.after(unwritten).entries(1).turn();

        assertThat(ledger().commit(next)).isInstanceOf(Commit.Conflict.class);
        assertThat(ledger().run(unwritten.id())).isEmpty();
    }

    @Test
    default void theSameTurnAgainIsAConflict() {
        var turn = NextTurn.first("a").entries(2).mark("lock/x", 0, Json.obj()).turn();
        write(turn);

        assertThat(ledger().commit(turn)).isInstanceOf(Commit.Conflict.class);
        assertThat(ledger().run(turn.run().id())).contains(turn.run());
        assertThat(allEntries(turn.run().id(), 10)).hasSize(2);

        var bare = NextTurn.after(turn.run()).turn();
        write(bare);
        assertThat(ledger().commit(bare)).isInstanceOf(Commit.Conflict.class);
    }

    @Test
    default void alteredDroppedAndInsertedEntriesAreFound() {
        var run = write(NextTurn.first("a").entries(5).turn());
        assertThat(Audit.verify(ledger(), run.id()).faults()).isEmpty();

        for (var tampering : TamperedLedger.Way.values()) {
            var finding = Audit.verify(new TamperedLedger(ledger(), tampering), run.id());
            assertThat(finding.faults()).as("%s", tampering).isNotEmpty();
        }
    }
}
