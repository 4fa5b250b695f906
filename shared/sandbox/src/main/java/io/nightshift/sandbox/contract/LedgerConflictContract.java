package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Turn;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Racing writers: one wins, and the others know that they did not. */
interface LedgerConflictContract extends StoreUnderTest {

    int WRITERS = 6;

    @Test
    default void oneOfManyWritersOfOneRunWins() {
        var run = write(NextTurn.first("a").entries(1).turn());
        for (int round = 0; round < 5; round++) {
            var before = ledger().run(run.id()).orElseThrow();
            var turns = IntStream.range(0, WRITERS)
                    .mapToObj(i -> NextTurn.after(before)
                            .state(Json.obj().with("writer", i))
                            .entry("note", Json.obj().with("writer", i))
                            .mark("writer/" + before.version() + "/" + i, 0, Json.obj())
                            .turn())
                    .toList();

            oneWins(turns);
        }
        assertThat(Audit.verify(ledger(), run.id()).faults()).isEmpty();
    }

    @Test
    default void oneOfManyWritersStartsTheRun() {
        oneWins(IntStream.range(0, WRITERS)
                .mapToObj(i -> NextTurn.first("a")
                        .state(Json.obj().with("writer", i))
                        .entries(i + 1)
                        .turn())
                .toList());
    }

    @Test
    default void oneOfManyRunsTakesTheMark() {
        var turns = IntStream.range(0, WRITERS)
                .mapToObj(i -> NextTurn.first("run-" + i)
                        .entries(1)
                        .mark("lock/x", 0, Json.obj().with("run", i))
                        .mark("rate/" + i, 0, Json.obj())
                        .turn())
                .toList();

        var winner = oneWins(turns);

        assertThat(turns.stream().filter(turn -> ledger().run(turn.run().id()).isPresent()))
                .containsExactly(winner);
    }

    /** Returns the winning turn; nothing of the others was written. */
    private Turn oneWins(List<Turn> turns) {
        var commits = ConcurrentCalls.call(turns.stream()
                .map(turn -> ConcurrentCalls.task(() -> ledger().commit(turn)))
                .toList());

        assertThat(commits).filteredOn(commit -> commit instanceof Commit.Done).hasSize(1);
        assertThat(commits)
                .filteredOn(commit -> commit instanceof Commit.Conflict)
                .hasSize(turns.size() - 1);
        var winner = turns.get(commits.indexOf(new Commit.Done()));
        assertThat(ledger().run(winner.run().id())).contains(winner.run());
        assertThat(Audit.verify(ledger(), winner.run().id()).faults()).isEmpty();
        var keys = new HashSet<String>();
        turns.forEach(turn -> turn.marks().forEach(write -> keys.add(write.key())));
        winner.marks().forEach(write -> keys.remove(write.key()));
        assertThat(ledger().markers(keys).values()).allMatch(marker -> marker.version() == 0);
        return winner;
    }

    @Test
    default void noIncrementIsLost() {
        int each = 4;
        ConcurrentCalls.call(IntStream.range(0, WRITERS)
                .mapToObj(writer -> ConcurrentCalls.task(() -> {
                    for (int i = 0; i < each; i++) {
                        increment("writer-" + writer + "-" + i);
                    }
                    return true;
                }))
                .toList());

        var marker = ledger().markers(Set.of("rate/all")).values().iterator().next();
        assertThat(marker)
                .isEqualTo(
                        new Marker("rate/all", (long) WRITERS * each, Json.obj().with("n", (long) WRITERS * each)));
    }

    private void increment(String episode) throws Exception {
        Commit commit;
        do {
            var found = ledger().marker("rate/all");
            long n = View.of(found.value()).at("n").integerOr(0);
            commit = ledger().commit(NextTurn.first(episode)
                    .entries(1)
                    .mark("rate/all", found.version(), Json.obj().with("n", n + 1))
                    .turn());
        } while (commit instanceof Commit.Conflict);
    }

    /** Two turns that touch the same marks in opposite order never wait for each other forever. */
    @Test
    default void turnsThatCrossOverDoNotBlockEachOther() {
        ConcurrentCalls.call(IntStream.range(0, WRITERS)
                .mapToObj(writer -> ConcurrentCalls.task(() -> {
                    for (int i = 0; i < 4; i++) {
                        cross(writer % 2 == 0, writer + "-" + i);
                    }
                    return true;
                }))
                .toList());

        var marks = ledger().markers(Set.of("blast/a", "blast/b")).values();
        assertThat(marks).extracting(Marker::version).containsOnly(4L * WRITERS);
    }

    private void cross(boolean forwards, String episode) {
        var keys = forwards ? List.of("blast/a", "blast/b") : List.of("blast/b", "blast/a");
        Commit commit;
        do {
            var found = ledger().markers(Set.copyOf(keys));
            var turn = NextTurn.first(episode).entries(1);
            keys.forEach(key ->
                    turn.mark(key, found.getOrDefault(key, Marker.absent(key)).version(), Json.obj()));
            commit = ledger().commit(turn.turn());
        } while (commit instanceof Commit.Conflict);
    }
}
