package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Pending;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same for stores that keep text next to their own fields: an unreadable part hides nothing else. */
public abstract class DamageSuite extends TamperingSuite {

    private static final List<String> UNREADABLE =
            List.of("CANARY", "{}", "", "{\"version\":\"x\"}", "[".repeat(100_000));

    /** Replaces the body of an entry by that text. */
    protected abstract void overwriteEntry(RunId id, long number, String body) throws Exception;

    /** Removes the value by which the sweeper finds the run, and changes nothing else. */
    protected abstract void hideFromTheSweeper(RunId id) throws Exception;

    @Test
    void aRunThatCannotBeReadHidesNoOther() throws Exception {
        var damaged = three("a");
        var altered = three("b");
        var gone = three("c");
        three("d");
        overwrite(altered.id(), RunJson.of(altered).with("plan", Json.obj()).text());
        deleteRun(gone.id());
        for (var text : UNREADABLE) {
            overwrite(damaged.id(), text);
            assertThat(faults()).containsOnlyKeys(damaged.id(), altered.id(), gone.id());
            assertThat(faults().toString()).doesNotContain("CANARY");
        }
    }

    @Test
    void anEntryThatCannotBeReadHidesNoOther() throws Exception {
        var damaged = three("a");
        three("b");
        for (var text : UNREADABLE) {
            overwriteEntry(damaged.id(), 1, text);
            overwriteEntry(damaged.id(), 4, "{}");
            assertThat(faults()).containsOnlyKeys(damaged.id());
            assertThat(faults().getOrDefault(damaged.id(), List.of())).hasSizeGreaterThanOrEqualTo(2);
            assertThat(faults().toString()).doesNotContain("CANARY");
        }
    }

    @Test
    void whatIsAddedToAStateIsFound() throws Exception {
        var run = three("a");
        overwrite(run.id(), RunJson.of(run).with("more", "of it").text());
        assertThat(faults()).containsOnlyKeys(run.id());
    }

    @Test
    void aRunThatTheSweeperCannotFindIsFound() throws Exception {
        var run = write(NextTurn.first("a")
                .entries(1)
                .pending(new Pending(1, 1, NOW, Json.obj().with("effect", "tell")))
                .sealed());
        hideFromTheSweeper(run.id());
        settle();
        assertThat(ledger().due(NOW, Optional.empty(), 10).items()).isEmpty();
        assertThat(faults()).containsOnlyKeys(run.id());
        assertThat(Audit.verify(ledger(), run.id()).faults().toString()).contains("due");
    }
}
