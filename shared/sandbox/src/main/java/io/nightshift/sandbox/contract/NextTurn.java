package io.nightshift.sandbox.contract;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds a run's next turn without an engine; everything not set stays unchanged. */
public final class NextTurn {

    public static final Instant START = Instant.parse("2026-11-21T01:00:00Z");

    public static final Resource SUBJECT =
            new Resource(Origin.aws("111122223333", "eu-central-1"), Resource.Kinds.EC2_INSTANCE, "i-0abc");

    private final Run before;
    private final List<Entry> entries = new ArrayList<>();
    private final List<MarkerWrite> marks = new ArrayList<>();
    private final Map<String, Instant> wakeUps;
    private final List<Pending> pending;
    private String head;
    private Json.Obj state;
    private Status status;
    private Optional<Approval> approval;
    private Optional<Outcome> outcome;
    private String reason;

    private NextTurn(Run before) {
        this.before = before;
        wakeUps = new TreeMap<>(before.wakeUps());
        pending = new ArrayList<>(before.pending());
        head = before.head();
        state = before.state();
        status = before.status();
        approval = before.approval();
        outcome = before.outcome();
        reason = before.reason();
    }

    public static NextTurn after(Run run) {
        return new NextTurn(run);
    }

    /** The first turn of a run that was not written yet. */
    public static NextTurn first(String episode) {
        return first(episode, START);
    }

    public static NextTurn first(String episode, Instant startedAt) {
        return after(fresh(new RunKey("drill", SUBJECT, episode), startedAt));
    }

    /** A run before its first turn. */
    public static Run fresh(RunKey key, Instant startedAt) {
        return new Run(
                key,
                0,
                Status.WAITING,
                "web",
                "prod",
                Json.obj().with("waitSeconds", 300),
                "thread/drill/1",
                Json.Obj.EMPTY,
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                0,
                1,
                0,
                Entry.ORIGIN,
                startedAt,
                startedAt,
                Optional.empty(),
                "");
    }

    public NextTurn entry(String kind, Json.Obj body) {
        var entry = Entry.after(
                head, before.id(), before.entries() + entries.size(), before.changedAt(), "policy-1", kind, body);
        entries.add(entry);
        head = entry.hash();
        return this;
    }

    /** That many small entries. */
    public NextTurn entries(int count) {
        for (int i = 0; i < count; i++) {
            entry("note", Json.obj().with("note", i));
        }
        return this;
    }

    /** Writes a mark that is kept for an hour. */
    public NextTurn mark(String key, long expectedVersion, Json.Obj value) {
        return mark(new MarkerWrite(key, expectedVersion, value, START.plusSeconds(3600)));
    }

    public NextTurn mark(MarkerWrite write) {
        marks.add(write);
        return this;
    }

    public NextTurn state(Json.Obj next) {
        state = next;
        return this;
    }

    public NextTurn wakeAt(String name, Instant at) {
        wakeUps.put(name, at);
        return this;
    }

    public NextTurn pending(Pending effect) {
        pending.add(effect);
        status = Status.WORKING;
        return this;
    }

    public NextTurn asks(Approval question) {
        approval = Optional.of(question);
        return this;
    }

    /** The run waits for nothing any more. */
    public NextTurn finished(Outcome how, String why) {
        wakeUps.clear();
        pending.clear();
        approval = Optional.empty();
        status = Status.FINISHED;
        outcome = Optional.of(how);
        reason = why;
        return this;
    }

    /** The id of the run. */
    public RunId id() {
        return before.id();
    }

    /** As engines write it: its last entry contains the hash of the run's state. */
    public Turn sealed() {
        var turn = turn();
        return Turn.sealed(turn.run(), turn.expectedVersion(), turn.entries(), turn.marks());
    }

    public Turn turn() {
        var run = new Run(
                before.key(),
                before.version() + 1,
                status,
                before.rule(),
                before.environment(),
                before.plan(),
                before.thread(),
                state,
                wakeUps,
                pending,
                approval,
                before.held(),
                before.acts(),
                before.nextEffect() + pending.size(),
                before.entries() + entries.size(),
                head,
                before.startedAt(),
                before.changedAt().plusSeconds(1),
                outcome,
                reason);
        return new Turn(run, before.version(), entries, marks);
    }
}
