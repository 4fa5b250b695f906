package io.nightshift.sandbox.contract;

import static io.nightshift.sandbox.contract.NextTurn.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Open runs, and lists of runs by filters, page by page. */
interface LedgerOpenRunsContract extends StoreUnderTest {

    private List<RunId> ids(Function<Optional<String>, Page<Run>> list, int limit) {
        var ids = new ArrayList<RunId>();
        Optional<String> from = Optional.empty();
        do {
            var page = list.apply(from);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(run -> ids.add(run.id()));
            from = page.next();
        } while (from.isPresent());
        return ids;
    }

    private Run waiting(String name, int second) {
        return write(NextTurn.first(name, START.plusSeconds(second))
                .wakeAt("soak", START.plusSeconds(1_000L - second))
                .entries(1)
                .turn());
    }

    private Run ended(String name, int second, Outcome outcome) {
        var run =
                write(NextTurn.first(name, START.plusSeconds(second)).entries(1).turn());
        return write(NextTurn.after(run).finished(outcome, "over").entries(1).turn());
    }

    @Test
    default void listsOpenRunsTheSoonestDueFirst() {
        var open = new ArrayList<RunId>();
        for (int i = 0; i < 7; i++) {
            open.add(waiting("open-" + i, i).id());
            ended("over-" + i, i, Outcome.RESOLVED);
        }
        settle();

        for (int limit : new int[] {1, 3, 7, 50}) {
            assertThat(ids(from -> ledger().open(from, limit), limit)).containsExactlyElementsOf(open.reversed());
        }
    }

    @Test
    default void listsNoRunThatEndedAsOpen() {
        var run = waiting("a", 1);
        settle();
        assertThat(ledger().open(Optional.empty(), 10).items()).containsExactly(run);

        write(NextTurn.after(run).finished(Outcome.RESOLVED, "over").entries(1).turn());
        settle();
        assertThat(ledger().open(Optional.empty(), 10).items()).isEmpty();
    }

    @Test
    default void listsRunsByEachFilter() {
        var open = new ArrayList<RunId>();
        var resolved = new ArrayList<RunId>();
        var failed = new ArrayList<RunId>();
        for (int i = 0; i < 9; i += 3) {
            open.add(waiting("open-" + i, i).id());
            resolved.add(ended("good-" + i, i + 1, Outcome.RESOLVED).id());
            failed.add(ended("bad-" + i, i + 2, Outcome.FAILED).id());
        }
        for (var log : List.of(MarkLog.CHAT, MarkLog.FIGURES)) {
            var key = new RunKey(log, new Resource(Origin.NOWHERE, "nightshift", log), "2026-11");
            MarkLog.deletable(ledger(), () -> START, "policy", key, "a log is no run", Duration.ofDays(1))
                    .write("noted", Json.Obj.EMPTY, Map.of());
        }
        settle();
        var rule = ledger().run(open.getFirst()).orElseThrow().rule();
        var playbook = ledger().run(open.getFirst()).orElseThrow().key().playbook();

        for (int limit : new int[] {1, 2, 50}) {
            assertThat(listed(RunFilter.ALL, limit)).hasSize(9);
            assertThat(listed(RunFilter.ALL.open(true), limit)).containsExactlyElementsOf(open.reversed());
            assertThat(listed(RunFilter.ALL.open(false), limit)).hasSize(6).doesNotContainAnyElementsOf(open);
            assertThat(listed(RunFilter.ALL.outcome(Outcome.FAILED), limit))
                    .containsExactlyElementsOf(failed.reversed());
            assertThat(listed(RunFilter.ALL.rule(rule).playbook(playbook), limit))
                    .hasSize(9);
            assertThat(listed(RunFilter.ALL.rule("other"), limit)).isEmpty();
            assertThat(listed(RunFilter.ALL.playbook("other"), limit)).isEmpty();
            assertThat(listed(RunFilter.ALL.playbook(playbook.substring(1)), limit))
                    .isEmpty();
            assertThat(listed(RunFilter.ALL.since(START.plusSeconds(4)).before(START.plusSeconds(7)), limit))
                    .containsExactly(open.get(2), failed.get(1), resolved.get(1));
            assertThat(listed(RunFilter.ALL.since(START.plusSeconds(60)), limit))
                    .isEmpty();
        }
    }

    private List<RunId> listed(RunFilter filter, int limit) {
        return ids(from -> ledger().runs(filter, from, limit), limit);
    }
}
