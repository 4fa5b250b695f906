package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.EntryLimit;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Pending;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A read returns exactly what was written, to the last character. */
interface LedgerStorageContract extends StoreUnderTest {

    /** Text that breaks code built by string concatenation; the last is half of a surrogate pair. */
    List<String> HOSTILE = List.of(
            "'; DROP TABLE nightshift_run; --",
            "it's \"quoted\" and \\escaped\\",
            "line\nbreak\r\n\ttab",
            "nul\u0000inside",
            "..",
            "a/b/../c",
            "__reserved__",
            " spaces at both ends ",
            "Case",
            "case",
            "100%_like?*$1",
            "e\u0301 and \u00e9",
            "pile of \ud83d\udca9, right-to-left \u202e, separator \u2028",
            "half a pair \ud83d");

    @Test
    default void givesBackEveryFieldOfARun() {
        var run = everyField();
        var entry = Entry.after(Entry.ORIGIN, run.id(), 0, run.changedAt(), "policy-1", "note", Json.Obj.EMPTY);
        var written = withEntry(run, entry);

        write(new Turn(written, 0, List.of(entry), List.of()));

        assertThat(ledger().run(run.id())).contains(written);
        assertThat(allEntries(run.id(), 10)).containsExactly(entry);
    }

    private static Run withEntry(Run run, Entry entry) {
        return new Run(
                run.key(),
                run.version(),
                run.status(),
                run.rule(),
                run.environment(),
                run.plan(),
                run.thread(),
                run.state(),
                run.wakeUps(),
                run.pending(),
                run.approval(),
                run.held(),
                run.acts(),
                run.nextEffect(),
                1,
                entry.hash(),
                run.startedAt(),
                run.changedAt(),
                run.outcome(),
                run.reason());
    }

    private static Run everyField() {
        var at = Instant.parse("2026-11-21T01:02:03.123456789Z");
        return new Run(
                new RunKey("drill", new Resource(Origin.gcp("p-1", "europe-west1"), "run:service", "shop"), "e-1"),
                1,
                Status.WORKING,
                "shop is slow",
                "prod",
                Json.obj().with("ladder", Json.arr(Json.of("nudge"))).with("big", Json.of(1.5e300)),
                "thread/drill/abc",
                Json.obj()
                        .with("phase", "acting")
                        .with("number", Json.of(-0.25))
                        .with("none", Json.Null.NULL),
                Map.of("soak", at.plusSeconds(300), "give up", Instant.parse("2300-01-01T00:00:00Z")),
                List.of(
                        new Pending(7, 1, at.plusSeconds(120), Json.obj().with("effect", "act")),
                        new Pending(9, 3, at.plusNanos(1), Json.obj().with("effect", "tell"))),
                Optional.of(
                        new Approval("hash", "nudge it", List.of("ann", "bob"), 2, at.plusSeconds(9), List.of("ann"))),
                List.of("lock/x", "blast/y"),
                4,
                10,
                0,
                Entry.ORIGIN,
                at,
                at.plusNanos(5),
                Optional.of(Outcome.ESCALATED),
                "because");
    }

    @Test
    default void knowsNoRunThatNobodyWrote() {
        for (var id : HOSTILE) {
            assertThat(ledger().run(new RunId(id))).isEmpty();
            assertThat(ledger().entries(new RunId(id), Optional.empty(), 10).items())
                    .isEmpty();
        }
    }

    @Test
    default void givesVersionZeroForMarksThatAreNotThere() {
        write(NextTurn.first("a")
                .entries(1)
                .mark("lock/there", 0, Json.obj().with("run", "a"))
                .turn());

        var markers = ledger().markers(Set.of("lock/there", "lock/absent"));

        assertThat(markers)
                .containsOnlyKeys("lock/there", "lock/absent")
                .containsEntry(
                        "lock/there", new Marker("lock/there", 1, Json.obj().with("run", "a")))
                .containsEntry("lock/absent", Marker.absent("lock/absent"));
        assertThat(ledger().markers(Set.of())).isEmpty();
    }

    @Test
    default void countsEachWriteOfAMark() {
        var first = write(NextTurn.first("a")
                .entries(1)
                .mark("rate/web", 0, Json.obj().with("n", 1))
                .turn());
        write(NextTurn.after(first)
                .entries(1)
                .mark("rate/web", 1, Json.obj().with("n", 2))
                .turn());

        assertThat(ledger().markers(Set.of("rate/web")))
                .containsEntry("rate/web", new Marker("rate/web", 2, Json.obj().with("n", 2)));
    }

    @Test
    default void takesAsManyMarksAndEntriesAsATurnMayHave() {
        var first = NextTurn.first("a").entries(Turn.MOST_ENTRIES);
        var second = NextTurn.after(first.turn().run()).entries(Turn.MOST_ENTRIES);
        for (int i = 0; i < Turn.MOST_MARKS; i++) {
            first.mark("mark/" + i, 0, Json.obj().with("n", i));
            second.mark("mark/" + i, 1, Json.obj().with("n", -i));
        }

        write(first.turn());
        var run = write(second.turn());

        assertThat(allEntries(run.id(), 50)).hasSize(2 * Turn.MOST_ENTRIES);
        var keys = new LinkedHashSet<>(
                IntStream.range(0, Turn.MOST_MARKS).mapToObj(i -> "mark/" + i).toList());
        assertThat(ledger().markers(keys).values()).extracting(Marker::version).containsOnly(2L);
        assertThat(Audit.verify(ledger(), run.id()).faults()).isEmpty();
    }

    @Test
    default void keepsMarksApartWhateverIsInTheirKeys() {
        var turn = NextTurn.first("a").entries(1);
        var keys = new LinkedHashSet<>(HOSTILE);
        keys.add("long/" + "k".repeat(3000));
        keys.add("long/" + "k".repeat(3001));
        keys.forEach(key -> turn.mark(key, 0, Json.obj().with("key", key)));

        write(turn.turn());

        assertThat(ledger().markers(keys).values())
                .hasSize(keys.size())
                .allSatisfy(marker -> assertThat(marker)
                        .isEqualTo(new Marker(marker.key(), 1, Json.obj().with("key", marker.key()))));
    }

    @Test
    default void keepsHostileTextAsItIs() {
        var body = Json.obj();
        for (var text : HOSTILE) {
            body = body.with(text, text);
        }
        var key = new RunKey("drill", new Resource(Origin.NOWHERE, "service", HOSTILE.getFirst()), HOSTILE.getLast());
        var turn = NextTurn.after(NextTurn.fresh(key, NextTurn.START))
                .state(body)
                .entry("note", body)
                .wakeAt(HOSTILE.get(3), NextTurn.START)
                .turn();

        write(turn);

        assertThat(ledger().run(key.id())).contains(turn.run());
        assertThat(allEntries(key.id(), 10)).isEqualTo(turn.entries());
        assertThat(Audit.verify(ledger(), key.id()).faults()).isEmpty();
    }

    @Test
    default void takesTheLargestEntryAndALargeState() {
        var body = Json.obj().with("text", "€".repeat(EntryLimit.MOST_CHARACTERS - 20));
        assertThat(EntryLimit.body(body)).isEqualTo(body);
        var state = Json.obj().with("text", "é".repeat(100_000));
        var turn = NextTurn.first("a")
                .state(state)
                .entry("note", body)
                .entry("note", body)
                .turn();

        write(turn);

        assertThat(ledger().run(turn.run().id())).contains(turn.run());
        assertThat(allEntries(turn.run().id(), 10)).isEqualTo(turn.entries());
    }

    @Test
    default void keepsAMarkThatIsStillNeeded() {
        var far = new MarkerWrite("seen/far", 0, Json.obj().with("n", 1), Instant.parse("9999-12-31T23:59:59Z"));

        write(NextTurn.first("a").entries(1).mark(far).turn());

        assertThat(ledger().markers(Set.of("seen/far")).values())
                .extracting(Marker::version)
                .containsOnly(1L);
    }

    @Test
    default void aTurnWithoutEntriesOrMarksIsATurn() {
        var first = write(NextTurn.first("a").entries(1).turn());

        var second = write(NextTurn.after(first)
                .wakeAt("later", NextTurn.START.plusSeconds(60))
                .turn());

        assertThat(ledger().run(first.id())).contains(second);
        assertThat(Audit.verify(ledger(), first.id()).faults()).isEmpty();
    }
}
