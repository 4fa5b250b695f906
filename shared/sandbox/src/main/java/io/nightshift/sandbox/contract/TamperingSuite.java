package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Message;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Anchor;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.StoredEntry;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Pending;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunJson;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every alteration in a store is detected, by the audit and by the engine before it acts. A store's test extends it and
 * implements the alterations.
 */
public abstract class TamperingSuite implements StoreUnderTest {

    static final Instant NOW = NextTurn.START.plus(Duration.ofDays(1));

    private Ledger ledger;

    /** An empty ledger; called once before each test. */
    protected abstract Ledger open();

    /** Deletes only the run. */
    protected abstract void deleteRun(RunId id) throws Exception;

    /** Deletes only the entries of the run. */
    protected abstract void deleteEntries(RunId id) throws Exception;

    /** Replaces the run's stored state, and changes nothing else. */
    protected abstract void overwrite(RunId id, String state) throws Exception;

    @BeforeEach
    void openLedger() {
        ledger = open();
    }

    @Override
    public final Ledger ledger() {
        return ledger;
    }

    @Override
    public void settle() {}

    /** A run of three turns; the first marks it as the open run of a cause. */
    Run three(String name) {
        var mark = "thread/drill/" + name;
        var fresh = NextTurn.first(name);
        var first = write(fresh.entries(2)
                .mark(mark, 0, Json.obj().with("run", fresh.id().value()))
                .sealed());
        var second = write(NextTurn.after(first).entries(1).wakeAt("soak", NOW).sealed());
        return write(NextTurn.after(second)
                .entries(3)
                .pending(new Pending(1, 1, NOW, Json.obj().with("effect", "act").with("hook", "sink")))
                .asks(new Approval("hash", "nudge it", List.of("ann", "bob"), 2, NOW, List.of("ann")))
                .sealed());
    }

    /** The faults that the audit finds, by run. */
    final Map<RunId, List<String>> faults() {
        settle();
        var faults = new LinkedHashMap<RunId, List<String>>();
        Audit.verifyAll(ledger, NOW, finding -> {
            if (!finding.whole()) {
                faults.put(finding.run(), finding.faults());
            }
        });
        return faults;
    }

    private List<String> anchor() {
        settle();
        var lines = new ArrayList<String>();
        Anchor.write(ledger, NOW, line -> lines.add(line.text()));
        return lines;
    }

    /** The differences from the anchor, by run. */
    private Map<RunId, String> since(List<String> anchor) throws Anchor.InvalidException {
        var faults = new LinkedHashMap<RunId, String>();
        Anchor.read(
                anchor.iterator(),
                line -> Anchor.fault(ledger, line, NOW, Optional.empty())
                        .ifPresent(why -> faults.put(line.run(), why)));
        return faults;
    }

    @Test
    void whatNobodyTouchedIsWholeAndCovered() throws Exception {
        var ids = List.of(three("a").id(), three("b").id(), three("c").id());
        settle();
        var seen = new ArrayList<RunId>();
        Audit.verifyAll(ledger, NOW, finding -> {
            assertThat(finding.faults()).isEmpty();
            assertThat(finding.notes()).isEmpty();
            assertThat(finding.entries()).isEqualTo(6);
            seen.add(finding.run());
        });
        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(since(anchor())).isEmpty();
    }

    @Test
    void entriesWithoutTheirRunAreFound() throws Exception {
        three("a");
        var gone = three("b");
        deleteRun(gone.id());

        assertThat(faults()).containsOnlyKeys(gone.id());
        assertThat(faults().getOrDefault(gone.id(), List.of()).toString())
                .contains("missing", "still there", "retention did not remove it");
    }

    @Test
    void aRunWithoutItsEntriesIsFound() throws Exception {
        three("a");
        var bare = three("b");
        deleteEntries(bare.id());
        assertThat(faults()).containsOnlyKeys(bare.id());
    }

    @Test
    void aRunThatIsGoneWithItsEntriesIsFoundByTheMarksThatNameIt() throws Exception {
        three("a");
        var gone = three("b");
        deleteRun(gone.id());
        deleteEntries(gone.id());
        assertThat(faults()).containsOnlyKeys(gone.id());
    }

    @Test
    void aRunThatIsGoneWithAllThatNamedItIsFoundByAnAnchor() throws Exception {
        three("a");
        var gone = write(NextTurn.first("b").entries(2).sealed());
        var anchor = anchor();
        deleteRun(gone.id());
        deleteEntries(gone.id());

        assertThat(faults()).isEmpty();
        assertThat(since(anchor)).containsOnlyKeys(gone.id());
        assertThat(since(anchor).get(gone.id())).contains("gone");
    }

    @Test
    void whatWentOnSinceAnAnchorIsNoFault() throws Exception {
        var run = three("a");
        var anchor = anchor();
        write(NextTurn.after(run).entries(2).sealed());
        three("b");
        assertThat(since(anchor)).isEmpty();
    }

    @Test
    void aHistoryThatWasWrittenAnewIsFoundByAnAnchor() throws Exception {
        var run = three("a");
        var anchor = anchor();
        deleteRun(run.id());
        deleteEntries(run.id());
        var other = write(NextTurn.first("a")
                .entry("note", Json.obj().with("nothing", "happened"))
                .entries(1)
                .sealed());
        var second = write(NextTurn.after(other).entries(1).sealed());
        write(NextTurn.after(second).entries(3).sealed());

        assertThat(faults()).isEmpty();
        assertThat(since(anchor)).containsOnlyKeys(run.id());
    }

    @Test
    void anAnchorThatWasAlteredOrCutIsNone() {
        three("a");
        three("b");
        var anchor = anchor();
        for (int i = 0; i < anchor.size(); i++) {
            var without = new ArrayList<>(anchor);
            without.remove(i);
            assertThat(isRead(without)).as("without line %d", i).isFalse();
        }
        var altered = anchor.stream()
                .map(line -> line.replace("\"version\":3", "\"version\":2"))
                .toList();
        assertThat(isRead(altered)).isFalse();
        assertThat(isRead(anchor)).isTrue();
        assertThat(isRead(List.of())).isFalse();
    }

    private static boolean isRead(List<String> anchor) {
        try {
            Anchor.read(anchor.iterator(), line -> {});
            return true;
        } catch (Anchor.InvalidException e) {
            return false;
        }
    }

    /** One alteration for each part of a run's state. */
    private static List<String> alterations(Run run) throws JsonException {
        var state = RunJson.of(run);
        var changes = new ArrayList<String>();
        changes.add(state.text().replace("\"hook\":\"sink\"", "\"hook\":\"evil\""));
        changes.add(state.text().replace("\"given\":[\"ann\"]", "\"given\":[\"ann\",\"bob\"]"));
        changes.add(state.text().replace("\"approvers\":[\"ann\"", "\"approvers\":[\"eve\""));
        changes.add(state.with("status", "FINISHED").text());
        changes.add(state.with("plan", Json.obj().with("waitSeconds", 0)).text());
        changes.add(state.with("state", Json.obj().with("phase", "resolved")).text());
        changes.add(state.with("wakeUps", Json.obj()).text());
        changes.add(state.with("rule", "other").text());
        changes.add(state.with("environment", "dev").text());
        changes.add(state.with("acts", 7).text());
        changes.add(state.with("outcome", "RESOLVED").text());
        changes.add(state.with("changedAt", "2020-01-01T00:00:00Z").text());
        changes.add(state.with("held", Json.arr()).with("thread", "").text());
        changes.add(state.with("entries", 5).text());
        changes.add(state.with("entries", 0).with("head", Entry.ORIGIN).text());
        changes.add(state.with("version", View.of(state).at("version").integer() + 1)
                .text());
        assertThat(changes).doesNotContain(state.text());
        return changes;
    }

    @Test
    void aStateThatWasAlteredIsFoundInEachPart() throws Exception {
        three("other");
        var run = three("a");
        for (var altered : alterations(run)) {
            overwrite(run.id(), altered);
            assertThat(faults()).as(altered).containsOnlyKeys(run.id());
            assertThat(Audit.altered(ledger, ledger.run(run.id()).orElseThrow()))
                    .as(altered)
                    .isPresent();
        }
        overwrite(run.id(), RunJson.of(run).text());
        assertThat(faults()).isEmpty();
    }

    @Test
    void theStateOfAnotherRunIsFound() throws Exception {
        var run = three("a");
        var other = three("b");
        overwrite(run.id(), RunJson.of(other).text());
        assertThat(faults()).containsOnlyKeys(run.id());
    }

    @Test
    void anOlderStateThatWasPutBackIsFound() throws Exception {
        var before = three("a");
        write(NextTurn.after(before).entries(1).sealed());
        overwrite(before.id(), RunJson.of(before).text());
        assertThat(faults()).containsOnlyKeys(before.id());
        assertThat(Audit.altered(ledger, before)).isPresent();
    }

    /** From before the hash of the state was kept: it cannot be verified, and this is not a fault. */
    @Test
    void aRunFromBeforeTheStatesHashIsNotCoveredAndNoFault() throws Exception {
        var old = write(NextTurn.first("old").entries(3).turn());
        assertThat(faults()).isEmpty();
        assertThat(Audit.verify(ledger, old.id()).notes().toString()).contains("not covered");
        assertThat(Audit.altered(ledger, old)).isEmpty();

        var on = write(NextTurn.after(old).entries(1).sealed());
        assertThat(Audit.verify(ledger, on.id()).notes()).isEmpty();
    }

    @Test
    void theEngineDoesNothingForARunThatWasAlteredAndPagesOnce() throws Exception {
        var drill = new EngineFixture(ledger);
        var run = drill.run(drill.engine().handle(EngineFixture.alarm("a")));
        var whole = RunJson.of(run);
        drill.observer.sees(Health.WELL);
        drill.clock.pass(NudgePlaybook.SOAK);
        overwrite(run.id(), whole.with("plan", Json.obj().with("hook", "evil")).text());
        settle();

        assertThat(drill.sweep()).extracting(EngineResult::kind).containsExactly(EngineResult.Kind.REFUSED);
        assertThat(drill.engine().wake(run.id()).kind()).isEqualTo(EngineResult.Kind.REFUSED);
        assertThat(drill.engine().abort(run.id(), "alice", "stop").kind()).isEqualTo(EngineResult.Kind.REFUSED);
        assertThat(drill.engine().handle(joining()).getFirst().kind()).isEqualTo(EngineResult.Kind.REFUSED);
        assertThat(drill.run(run.id()).version()).isEqualTo(run.version());
        assertThat(drill.actor.changes()).hasSize(1);
        assertThat(drill.host.troubles().toString())
                .contains("was altered in the ledger", run.id().value());
        assertThat(drill.messenger.deliveries().stream()
                        .map(delivery -> delivery.message())
                        .filter(message -> message.urgency() == Message.Urgency.PAGE)
                        .filter(message -> message.title().contains("was altered"))
                        .toList())
                .hasSize(1);

        overwrite(run.id(), whole.text());
        assertThat(drill.engine().wake(run.id()).kind()).isEqualTo(EngineResult.Kind.MOVED);
    }

    /** Another signal of the drill's open run. */
    private static Signal joining() {
        var first = (Signal.Alarm) EngineFixture.alarm("a");
        var header = first.header();
        return new Signal.Alarm(
                new Signal.Header(
                        new SignalId("signal/a/again"),
                        header.source(),
                        header.time(),
                        header.subject(),
                        header.labels()),
                first.name(),
                first.key(),
                first.state(),
                first.severity(),
                first.reason());
    }

    /** A run whose state changes all the time during the read is not taken for an altered one. */
    @Test
    void aRunThatIsWrittenMeanwhileIsNoFault() {
        var run = three("a");
        var busy = new BusyLedger(ledger, run.id());
        assertThat(Audit.verify(busy, run.id()).faults()).isEmpty();
        assertThat(busy.turns()).isPositive();
    }

    /** Writes a turn of the run between the reads of its state and of its entries, several times. */
    private static final class BusyLedger implements LedgerDecorator {
        private final Ledger behind;
        private final RunId run;
        private int turns;

        BusyLedger(Ledger behind, RunId run) {
            this.behind = behind;
            this.run = run;
        }

        int turns() {
            return turns;
        }

        @Override
        public Ledger behind() {
            return behind;
        }

        @Override
        public Page<StoredEntry> storedEntries(RunId id, Optional<String> from, int limit) {
            if (turns < 3) {
                turns++;
                Turn next =
                        NextTurn.after(behind.run(run).orElseThrow()).entries(1).sealed();
                behind.commit(next);
            }
            return behind.storedEntries(id, from, limit);
        }
    }
}
