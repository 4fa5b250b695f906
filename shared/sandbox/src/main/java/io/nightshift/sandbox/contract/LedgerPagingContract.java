package io.nightshift.sandbox.contract;

import static io.nightshift.sandbox.contract.NextTurn.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Pending;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Lists are complete and in order, whatever the page size, also while others write. */
interface LedgerPagingContract extends StoreUnderTest {

    @Test
    default void listsEntriesInOrderAndCompletely() {
        var run = write(NextTurn.first("a").entries(13).turn());
        write(NextTurn.first("b").entries(4).turn());
        run = write(NextTurn.after(run).entries(12).turn());

        for (int limit : new int[] {1, 4, 5, 25, 26, 100}) {
            assertThat(allEntries(run.id(), limit))
                    .extracting(Entry::number)
                    .containsExactlyElementsOf(LongStream.range(0, 25).boxed().toList());
        }
        assertThat(allEntries(run.id(), 7)).extracting(Entry::run).containsOnly(run.id());
    }

    @Test
    default void goesOnWithEntriesThatCameInBetween() {
        var run = write(NextTurn.first("a").entries(5).turn());
        var page = ledger().entries(run.id(), Optional.empty(), 3);
        write(NextTurn.after(run).entries(5).turn());

        var rest = all(from -> ledger().entries(run.id(), from.or(page::next), 3), 3);

        assertThat(page.items()).hasSize(3);
        assertThat(rest).extracting(Entry::number).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    default void listsRunsLatestFirstWhileOthersStart() {
        var old = new ArrayList<RunId>();
        for (int i = 0; i < 7; i++) {
            old.add(write(NextTurn.first("old-" + i, START.plusNanos(i))
                            .entries(1)
                            .turn())
                    .id());
        }
        settle();

        var seen = new ArrayList<RunId>();
        Optional<String> from = Optional.empty();
        int started = 0;
        do {
            Page<Run> page = ledger().runs(from, 3);
            page.items().forEach(run -> seen.add(run.id()));
            from = page.next();
            write(NextTurn.first("new-" + started, START.plusSeconds(++started))
                    .entries(1)
                    .turn());
            settle();
        } while (from.isPresent());

        assertThat(seen).containsExactlyElementsOf(old.reversed());
    }

    @Test
    default void listsRunsOfTheSameMomentOnceEach() {
        for (int i = 0; i < 5; i++) {
            write(NextTurn.first("same-" + i).entries(1).turn());
        }
        settle();

        assertThat(all(from -> ledger().runs(from, 2), 2)).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    default void listsARunInItsLatestForm() {
        var run = write(NextTurn.first("a").entries(1).turn());
        run = write(NextTurn.after(run)
                .entries(1)
                .state(Json.obj().with("phase", "two"))
                .turn());
        settle();

        assertThat(all(from -> ledger().runs(from, 10), 10)).containsExactly(run);
    }

    @Test
    default void listsWhatIsDueAndNothingElse() {
        var at = START.plusSeconds(60).plusNanos(1_500_001);
        var work = new Pending(1, 1, at, Json.obj().with("effect", "tell"));
        var question = new Approval("hash", "nudge it", List.of("ann"), 1, at, List.of());
        var woken = write(NextTurn.first("wake-up")
                .entries(1)
                .wakeAt("w", at)
                .wakeAt("x", at.plusSeconds(9))
                .turn());
        var worked = write(NextTurn.first("work").entries(1).pending(work).turn());
        var asked = write(NextTurn.first("question").entries(1).asks(question).turn());
        write(NextTurn.first("nothing").entries(1).turn());
        write(NextTurn.first("later")
                .entries(1)
                .wakeAt("w", at.plusSeconds(3600))
                .turn());
        settle();

        assertThat(due(at.minusSeconds(1), 10)).isEmpty();
        assertThat(due(at, 10)).containsExactlyInAnyOrder(woken.id(), worked.id(), asked.id());
        assertThat(due(at.plusSeconds(5), 2)).containsExactlyInAnyOrder(woken.id(), worked.id(), asked.id());
    }

    @Test
    default void aRunIsNoLongerDueOnceItWaitsLongerOrIsFinished() {
        var at = START.plusSeconds(60);
        var later = write(NextTurn.first("later").entries(1).wakeAt("w", at).turn());
        var finished =
                write(NextTurn.first("finished").entries(1).wakeAt("w", at).turn());
        settle();
        assertThat(due(at, 10)).containsExactlyInAnyOrder(later.id(), finished.id());

        write(NextTurn.after(later).entries(1).wakeAt("w", at.plusSeconds(60)).turn());
        write(NextTurn.after(finished)
                .entries(1)
                .finished(Outcome.RESOLVED, "well")
                .turn());
        settle();

        assertThat(due(at, 10)).isEmpty();
        assertThat(due(Instant.parse("2100-01-01T00:00:00Z"), 10)).containsExactly(later.id());
    }

    @Test
    default void listsMoreDueRunsThanFitOnAPage() {
        var ids = new ArrayList<RunId>();
        for (int i = 0; i < 23; i++) {
            var at = START.plusSeconds(i % 3);
            ids.add(write(NextTurn.first("due-" + i).entries(1).wakeAt("w", at).turn())
                    .id());
        }
        settle();

        for (int limit : new int[] {1, 5, 23, 100}) {
            assertThat(due(START.plusSeconds(10), limit)).containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    default void aSweepThatMovesRunsOnMissesNone() {
        var waiting = new ArrayList<RunId>();
        for (int i = 0; i < 11; i++) {
            waiting.add(write(NextTurn.first("due-" + i)
                            .entries(1)
                            .wakeAt("w", START)
                            .turn())
                    .id());
        }
        settle();

        var swept = all(
                from -> {
                    var page = ledger().due(START, from, 3);
                    page.items().forEach(this::postpone);
                    settle();
                    return page;
                },
                3);

        assertThat(swept).containsExactlyInAnyOrderElementsOf(waiting);
    }

    private void postpone(RunId id) {
        var run = ledger().run(id).orElseThrow();
        write(NextTurn.after(run)
                .entries(1)
                .wakeAt("w", START.plusSeconds(3600))
                .turn());
    }

    private List<RunId> due(Instant now, int limit) {
        return all(from -> ledger().due(now, from, limit), limit);
    }
}
