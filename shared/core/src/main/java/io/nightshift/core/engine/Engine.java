package io.nightshift.core.engine;

import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallIdentity;
import io.nightshift.core.act.Delivery;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.engine.EffectJson.Planned;
import io.nightshift.core.guard.Mark;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Pending;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Moves runs forward. A {@link TurnDraft} decides each turn, one conditional write commits it, and only then the
 * engine performs its effects; their results start the next turn. A crash at any point leaves planned effects in the
 * ledger, and {@link #wake} picks them up after the lease of the dead worker has ended.
 *
 * <p>Keeps no state between calls except the order of waiting turns; any number of engines can share one ledger.
 */
public final class Engine {

    /** The signal that begins a run, and before it the trace that it came with. */
    private static final int FIRST_ENTRIES = 2;

    private static final String OTHERS = "the run belongs to a function with other playbooks";

    /**
     * The maximum number of concurrent signals of one rule. A signal beyond it would wait longer than a second, so it
     * is refused.
     */
    private static final int MOST_SIGNALS = 128;

    /**
     * The first delay before an approval request is sent again; each next delay is four times as long. Approvers who
     * do not receive a request cannot answer it in time.
     */
    private static final Duration TELL_AGAIN = Duration.ofSeconds(15);

    /** The delay before the playbook decides again about an act that was handed back. */
    private static final Duration HANDED_BACK = Duration.ofSeconds(1);

    private static final Set<String> LOGGED = Set.of("acted", "failed", "refused", "finished");

    private static final List<String> LOGGED_MEMBERS = List.of("sentence", "problem", "verdict", "outcome", "reason");

    private final Ports ports;
    private final EffectDispatcher dispatcher;
    private final TurnQueue turns;
    private final KeyedLocks causes = new KeyedLocks();
    private final Map<String, Semaphore> signals = new ConcurrentHashMap<>();
    private final AlteredRuns altered;
    private final KnownSchedules schedules;

    public Engine(Ports ports) {
        this(ports, EffectDispatcher.CALLER);
    }

    public Engine(Ports ports, EffectDispatcher dispatcher) {
        this.ports = ports;
        this.dispatcher = dispatcher;
        turns = new TurnQueue(ports);
        altered = new AlteredRuns(ports);
        schedules = new KnownSchedules(ports);
    }

    /** Passes a signal to every playbook to which the policy routes it. */
    public List<EngineResult> handle(Signal arrived) {
        var signal = ports.rules().identify(arrived);
        var routes = ports.rules().route(signal);
        if (routes.isEmpty()) {
            return List.of(EngineResult.of(EngineResult.Kind.UNMATCHED, "no rule matches"));
        }
        return routes.stream()
                .map(route -> handle(signal, route, ports.playbook(route.playbook())))
                .toList();
    }

    /**
     * What the policy's schedules make due; {@link #handle} takes it. A time from before a schedule was first seen is not.
     *
     * @throws LedgerException when the ledger cannot say since when a schedule is known
     */
    public List<Signal.Due> due() {
        var now = ports.host().instant();
        var since = schedules.since(ports.rules().schedules(), now);
        return ports.rules().due(now).stream()
                .filter(due -> !due.time().isBefore(since.getOrDefault(due.work(), Instant.MIN)))
                .toList();
    }

    private EngineResult handle(Signal signal, Rules.Route route, Playbook<?> playbook) {
        var places = signals.computeIfAbsent(route.rule(), ignored -> new Semaphore(MOST_SIGNALS));
        if (!places.tryAcquire()) {
            throw new LedgerException("too many signals of rule " + route.rule() + " wait; send it again", true);
        }
        try {
            return new Arrival(signal, route, playbook).handle();
        } finally {
            places.release();
        }
    }

    /** A signal before it is written to the ledger. */
    private final class Arrival {

        private final Signal signal;
        private final Rules.Route route;
        private final Playbook<?> playbook;
        private final String cause;
        private final String thread;
        private final String seen;
        private final Optional<String> condition;
        private final Optional<String> ended;

        /** Read here: another thread may write the turn. */
        private final Optional<String> sender = ports.host().traceContext();

        Arrival(Signal signal, Rules.Route route, Playbook<?> playbook) {
            this.signal = signal;
            this.route = route;
            this.playbook = playbook;
            cause = route.cause(playbook, signal);
            var causeHash = Sha256.hex(cause + "\n" + route.subject(signal)).substring(0, 32);
            thread = MarkKeys.thread(playbook.name(), causeHash);
            condition = playbook.condition(signal)
                    .map(key -> Sha256.hex(key + "\n" + signal.subject()).substring(0, 32));
            ended = condition.map(hash -> MarkKeys.ended(playbook.name(), hash));
            seen = MarkKeys.seen(
                    playbook.name(),
                    causeHash.substring(0, 16) + Sha256.hex(signal.id().value()).substring(0, 32));
        }

        /** Handles signals of one cause one after the other: each of them writes the same run. */
        EngineResult handle() {
            var taken = causes.with(thread, this::take);
            taken.committed().ifPresent(Engine.this::dispatch);
            return taken.handled();
        }

        private record Taken(EngineResult handled, Optional<Committed> committed) {}

        private Taken take() {
            for (int conflict = 1; ; conflict++) {
                int attempt = conflict;
                var marks = ports.ledger().markers(keys());
                var open = openRun(marks.getOrDefault(thread, Marker.absent(thread)));
                if (marks.getOrDefault(seen, Marker.absent(seen)).version() > 0) {
                    return not(new EngineResult(
                            EngineResult.Kind.DUPLICATE, open.map(Run::id), "the signal is in the ledger already"));
                }
                var end = ended.flatMap(key -> latestEnd(marks.getOrDefault(key, Marker.absent(key))));
                if (end.filter(signal.time()::isBefore).isPresent()) {
                    return not(EngineResult.of(
                            EngineResult.Kind.IGNORED, "it arrived late: what it reports ended at " + end.get()));
                }
                if (open.isEmpty() && !playbook.begins(signal)) {
                    if (signal.isOver()
                            && end.filter(at -> !at.isBefore(endedAt())).isEmpty()) {
                        ended.ifPresent(this::logEnd);
                    }
                    return not(EngineResult.of(EngineResult.Kind.IGNORED, "no run is open for it, and it starts none"));
                }
                var untimely =
                        route.untimely(signal.time(), ports.host().instant()).filter(why -> open.isEmpty());
                if (untimely.isPresent()) {
                    return not(EngineResult.of(EngineResult.Kind.IGNORED, untimely.get()));
                }
                var refusal = open.flatMap(altered::refusal);
                if (refusal.isPresent()) {
                    return not(new EngineResult(EngineResult.Kind.REFUSED, open.map(Run::id), refusal.get()));
                }
                var run = open.orElseGet(() -> begin(signal, route, playbook, cause, thread));
                var committed = step(
                        signal.type(),
                        run,
                        () -> open.isEmpty() ? sender : traced(run),
                        () -> commit(run.rule(), attempt, (reads, fresh) -> {
                            var read = new HashMap<>(fresh);
                            read.putAll(marks);
                            return draft(reads, run, open.isEmpty(), read);
                        }));
                if (committed.isPresent()) {
                    var kind = open.isEmpty() ? EngineResult.Kind.STARTED : EngineResult.Kind.JOINED;
                    return new Taken(EngineResult.of(kind, run.id()), committed);
                }
            }
        }

        private Set<String> keys() {
            return ended.map(key -> Set.of(thread, seen, key)).orElse(Set.of(thread, seen));
        }

        private Optional<Instant> latestEnd(Marker mark) {
            try {
                var at = View.of(mark.value()).at("at");
                return at.exists() ? Optional.of(at.instant()) : Optional.empty();
            } catch (JsonException e) {
                throw new LedgerException("the mark " + mark.key() + " cannot be read: " + e.getMessage(), false, e);
            }
        }

        /** A sender whose clock is ahead must not silence what it reports later. */
        private Instant endedAt() {
            var now = ports.host().instant();
            return signal.time().isAfter(now) ? now : signal.time();
        }

        private Json.Obj end() {
            return Json.obj().with("at", endedAt().toString());
        }

        /** A signal from before this end may still be on its way. */
        private void logEnd(String key) {
            MarkLog.ends(ports, signal.subject(), condition.orElseThrow(), route.rule())
                    .write("ended", end().with("signal", signal.id().value()), Map.of(key, ignored -> end()));
        }

        private Taken not(EngineResult handled) {
            return new Taken(handled, Optional.empty());
        }

        private TurnDraft<?> draft(LiveReads reads, Run run, boolean begins, Map<String, Marker> marks) {
            var draft = new TurnDraft<>(ports, reads, playbook, run, marks);
            draft.mark(new Mark(seen, Json.obj().with("run", run.id().value()), keepSignalUntil(draft.now())));
            if (begins) {
                draft.begins();
                sender.ifPresent(context -> draft.note("traced", Json.obj().with("traceparent", context)));
            }
            if (signal.isOver()) {
                ended.ifPresent(key -> draft.mark(new Mark(key, end(), keepSignalUntil(draft.now()))));
            }
            draft.learn(new Fact.Arrived(signal));
            draft.renewQuestion();
            return draft;
        }
    }

    private Instant keepSignalUntil(Instant now) {
        return now.plus(ports.limits().rememberSignals());
    }

    private Optional<Run> openRun(Marker thread) {
        var id = View.of(thread.value()).at("run");
        try {
            return id.textOr("").isEmpty()
                    ? Optional.empty()
                    : ports.ledger().run(new RunId(id.text())).filter(run -> run.status() != Status.FINISHED);
        } catch (JsonException e) {
            throw new LedgerException("the mark " + thread.key() + " cannot be read: " + e.getMessage(), false, e);
        }
    }

    private Run begin(Signal signal, Rules.Route route, Playbook<?> playbook, String cause, String thread) {
        var episode = Sha256.hex(cause + "\n" + signal.id()).substring(0, 16);
        var now = ports.host().instant();
        return new Run(
                new RunKey(playbook.name(), route.subject(signal), episode),
                0,
                Status.WAITING,
                route.rule(),
                route.environment(),
                route.plan(),
                thread,
                Json.Obj.EMPTY,
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                0,
                1,
                0,
                Entry.ORIGIN,
                now,
                now,
                Optional.empty(),
                "");
    }

    /** Checks a run: fires due wake-ups, expires unanswered approvals, and picks up the effects of a dead worker. */
    public EngineResult wake(RunId id) {
        for (int conflict = 1; ; conflict++) {
            var found = ports.ledger().run(id);
            if (found.isEmpty()) {
                return EngineResult.of(EngineResult.Kind.NOT_FOUND, id);
            }
            var run = found.get();
            if (!ports.plays(run.key().playbook())) {
                return EngineResult.of(EngineResult.Kind.NOTHING, id, OTHERS);
            }
            var now = ports.host().instant();
            if (run.dueAt().filter(due -> !due.isAfter(now)).isEmpty()) {
                setTimers(run);
                return EngineResult.of(EngineResult.Kind.NOTHING, id, "nothing is due");
            }
            var refusal = altered.refusal(run);
            if (refusal.isPresent()) {
                return EngineResult.of(EngineResult.Kind.REFUSED, id, refusal.get());
            }
            int attempt = conflict;
            var committed = step(
                    "wake",
                    run,
                    () -> commit(run.rule(), attempt, (reads, marks) -> due(draft(reads, run, marks), run, now)));
            if (committed.isPresent()) {
                perform(committed.get(), false);
                return EngineResult.of(EngineResult.Kind.MOVED, id);
            }
        }
    }

    private TurnDraft<?> due(TurnDraft<?> draft, Run run, Instant now) {
        pickUp(draft, run, now);
        draft.renewQuestion();
        expire(draft, run, now);
        run.wakeUps().forEach((name, at) -> {
            if (!at.isAfter(now)) {
                draft.fire(name);
            }
        });
        return draft;
    }

    /** Reports whether a worker may be performing an act right now. */
    private boolean acting(Run run, Instant now) {
        return run.pending().stream()
                .anyMatch(effect -> effect.free().isAfter(now) && read(effect) instanceof Planned.PlannedAct);
    }

    private static void expire(TurnDraft<?> draft, Run run, Instant now) {
        run.approval().filter(open -> !open.granted() && open.expired(now)).ifPresent(open -> {
            draft.closeQuestion();
            draft.learn(new Fact.Expired(open.planHash()));
        });
    }

    private void pickUp(TurnDraft<?> draft, Run run, Instant now) {
        for (var effect : run.pending()) {
            if (effect.free().isAfter(now)) {
                continue;
            }
            switch (read(effect)) {
                case Planned.PlannedAct act -> pickUpAct(draft, run, effect, act);
                case Planned.PlannedTell ignored -> draft.again(effect);
                case Planned.PlannedBegin ignored -> draft.again(effect);
                case Planned.PlannedShow ignored -> draft.again(effect);
            }
        }
        draft.drain();
    }

    /** It is unknown whether the dead worker performed the act: probe, and repeat it only if its kind allows. */
    private void pickUpAct(TurnDraft<?> draft, Run run, Pending effect, Planned.PlannedAct act) {
        switch (draft.probe(act.action(), key(run, effect), act.capsule())) {
            case HAPPENED -> {
                draft.done(effect.number());
                draft.acted(act.action());
                draft.learn(new Fact.Acted(
                        act.action(),
                        act.capsule(),
                        Json.obj().with("probed", Probed.HAPPENED.name()),
                        effect.number()));
                draft.tellIfOver(act.action().sentence() + " was done by a worker that died");
            }
            case NOT_HAPPENED -> repeat(draft, effect, act);
            case UNKNOWN -> {
                if (draft.isOver() || act.action().type().repetition() == Repetition.PROBE) {
                    draft.done(effect.number());
                    draft.acted(act.action());
                    draft.learn(new Fact.Failed(
                            act.action(),
                            act.capsule(),
                            new Problem(
                                    "Unknown",
                                    "a worker died while it performed this, and nobody can tell whether it happened; it is not repeated",
                                    false,
                                    true),
                            effect.number()));
                    draft.tellIfOver("a worker died in the middle of this, and nobody can tell whether it happened: "
                            + act.action().sentence());
                } else {
                    repeat(draft, effect, act);
                }
            }
        }
    }

    private static void repeat(TurnDraft<?> draft, Pending effect, Planned.PlannedAct act) {
        if (draft.isOver()) {
            draft.done(effect.number());
            draft.note(
                    "not-repeated", Json.obj().with("effect", effect.number()).with("because", "the run is over"));
        } else if (draft.stillAllowed(act)) {
            draft.again(effect);
        } else {
            draft.done(effect.number());
        }
    }

    /** Records an approver's consent to the plan with that hash. */
    public EngineResult approve(RunId id, String planHash, String by) {
        return approve(id, planHash, by, "");
    }

    /** @param via how the answer came, for those who read it: {@code Slack}; empty if that is unknown */
    public EngineResult approve(RunId id, String planHash, String by, String via) {
        return answer(id, planHash, by, (draft, open) -> {
            if (draft.counted(open).given().contains(by)) {
                draft.note("approved-again", Json.obj().with("plan", planHash).with("by", by));
                return;
            }
            var next = draft.counted(open).with(by);
            draft.note(
                    "approval",
                    Json.obj()
                            .with("plan", planHash)
                            .with("by", by)
                            .with("given", next.given().size())
                            .with("needed", next.needed())
                            .withOptional("via", via.isEmpty() ? null : via));
            draft.answer(next);
            if (next.granted()) {
                draft.learn(new Fact.Approved(planHash, String.join(", ", next.given())));
            }
        });
    }

    /** Records an approver's rejection: it withdraws that approver's own consent, or else rejects the plan. */
    public EngineResult reject(RunId id, String planHash, String by, String reason) {
        return reject(id, planHash, by, reason, "");
    }

    /** @param via as for {@link #approve(RunId, String, String, String)} */
    public EngineResult reject(RunId id, String planHash, String by, String reason, String via) {
        return answer(id, planHash, by, (draft, open) -> {
            if (!via.isEmpty()) {
                draft.note(
                        "rejection",
                        Json.obj().with("plan", planHash).with("by", by).with("via", via));
            }
            if (open.given().contains(by)) {
                draft.answer(open.without(by));
                draft.note(
                        "approval-withdrawn",
                        Json.obj().with("plan", planHash).with("by", by).with("reason", reason));
            } else {
                draft.closeQuestion();
                draft.learn(new Fact.Rejected(planHash, by, reason));
            }
        });
    }

    /** Gives the approvers the whole time of the policy again, from now on. Links that were sent end as they say. */
    public EngineResult extend(RunId id, String planHash, String by, String via) {
        return answer(id, planHash, by, (draft, open) -> {
            var until = draft.extended(open);
            draft.answer(open.until(until));
            draft.note(
                    "approval-extended",
                    Json.obj()
                            .with("plan", planHash)
                            .with("by", by)
                            .with("expiresAt", until.toString())
                            .withOptional("via", via.isEmpty() ? null : via));
        });
    }

    /** Returns why this person's answer to that plan would not count now; empty if it would. Changes nothing. */
    public Optional<String> refusal(RunId id, String planHash, String by) {
        return ports.ledger()
                .run(id)
                .flatMap(run -> refusal(run, planHash, by, ports.host().instant()));
    }

    private interface Answer {
        void to(TurnDraft<?> draft, Approval open);
    }

    private EngineResult answer(RunId id, String planHash, String by, Answer answer) {
        return command(id, (draft, run) -> {
            var refusal = refusal(run, planHash, by, draft.now());
            if (refusal.isPresent()) {
                draft.note("answer-refused", Json.obj().with("by", by).with("reason", refusal.get()));
            } else {
                answer.to(draft, openQuestion(run).orElseThrow());
            }
            draft.renewQuestion();
            return refusal;
        });
    }

    private static Optional<Approval> openQuestion(Run run) {
        return run.approval().filter(question -> !question.granted());
    }

    private Optional<String> refusal(Run run, String planHash, String by, Instant now) {
        var open = openQuestion(run);
        if (open.isEmpty()) {
            return Optional.of("the run asks for no approval");
        }
        var question = open.get();
        if (question.expired(now)) {
            return Optional.of("the question expired at " + question.expiresAt());
        }
        if (!question.isFor(planHash)) {
            return Optional.of(
                    "the answer is for another plan than the one that is asked about (the whole hash counts);"
                            + " look at the run again");
        }
        if (!question.approvers().contains(by)) {
            return Optional.of(by + " is not among the approvers: " + String.join(", ", question.approvers()));
        }
        if (requester(run).filter(by::equals).isPresent()) {
            return Optional.of(by + " requested this; somebody else has to agree");
        }
        var today = ports.rules().approval(run.rule(), run.environment(), question.stage());
        return today.filter(asked -> asked.approvers().contains(by)).isPresent()
                ? Optional.empty()
                : Optional.of(by + " was among the approvers when this was asked, and is not in today's policy");
    }

    /** Who asked for the run, if a person did: its first signal says so. */
    private Optional<String> requester(Run run) {
        return ports.ledger().entries(run.id(), Optional.empty(), FIRST_ENTRIES).items().stream()
                .filter(entry -> entry.kind().equals("arrived"))
                .findFirst()
                .flatMap(Engine::requester);
    }

    private static Optional<String> requester(Entry arrived) {
        try {
            return View.of(arrived.body()).at("signal", "by").optionalText().filter(by -> !by.isBlank());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** Stops a run. Releases what it holds and does not undo what it did. */
    public EngineResult abort(RunId id, String by, String reason) {
        return command(id, (draft, run) -> {
            draft.learn(new Fact.Aborted(by, reason));
            pickUp(draft, run, draft.now());
            return Optional.empty();
        });
    }

    /** Sends a run a command that its playbook knows, such as {@code pause}. */
    public EngineResult command(RunId id, String what, String by, String reason) {
        return command(id, (draft, run) -> {
            draft.learn(new Fact.Commanded(what, by, reason));
            return Optional.empty();
        });
    }

    /** A command: changes the draft, or returns why it is refused. */
    private interface Command {
        Optional<String> in(TurnDraft<?> draft, Run run);
    }

    private EngineResult command(RunId id, Command command) {
        for (int conflict = 1; ; conflict++) {
            var run = ports.ledger().run(id);
            if (run.isEmpty()) {
                return EngineResult.of(EngineResult.Kind.NOT_FOUND, id);
            }
            if (!ports.plays(run.get().key().playbook())) {
                return EngineResult.of(EngineResult.Kind.REFUSED, id, OTHERS);
            }
            if (run.get().status() == Status.FINISHED) {
                return EngineResult.of(EngineResult.Kind.REFUSED, id, "the run is finished");
            }
            var untrusted = altered.refusal(run.get());
            if (untrusted.isPresent()) {
                return EngineResult.of(EngineResult.Kind.REFUSED, id, untrusted.get());
            }
            if (acting(run.get(), ports.host().instant())) {
                if (conflict > ports.limits().conflicts()) {
                    return EngineResult.of(
                            EngineResult.Kind.BUSY, id, "an act is being performed; try again in a moment");
                }
                ports.host().backOff(conflict);
                continue;
            }
            var refusal = new AtomicReference<Optional<String>>(Optional.empty());
            int attempt = conflict;
            var committed = step(
                    "command",
                    run.get(),
                    () -> commit(run.get().rule(), attempt, (reads, marks) -> {
                        var draft = draft(reads, run.get(), marks);
                        refusal.set(command.in(draft, run.get()));
                        return draft;
                    }));
            if (committed.isPresent()) {
                dispatch(committed.get());
                return refusal.get()
                        .map(why -> EngineResult.of(EngineResult.Kind.REFUSED, id, why))
                        .orElseGet(() -> EngineResult.of(EngineResult.Kind.MOVED, id));
            }
        }
    }

    private TurnDraft<?> draft(LiveReads reads, Run run, Map<String, Marker> marks) {
        return new TurnDraft<>(ports, reads, ports.playbook(run.key().playbook()), run, marks);
    }

    /** A committed run, and the effects that the turn planned. */
    private record Committed(Run run, Set<Long> planned) {}

    /** Returns empty if another writer committed in between: read again, and decide again. */
    private <T> T step(String name, Run run, Supplier<T> work) {
        return step(name, run, () -> traced(run), work);
    }

    private <T> T step(String name, Run run, Supplier<Optional<String>> began, Supplier<T> work) {
        return ports.host().step(name, run.id(), began, work);
    }

    /** The trace context that was kept when the run began. */
    private Optional<String> traced(Run run) {
        return ports.ledger().entries(run.id(), Optional.empty(), FIRST_ENTRIES).items().stream()
                .filter(entry -> entry.kind().equals("traced"))
                .findFirst()
                .map(entry -> entry.body().get("traceparent"))
                .flatMap(kept -> kept instanceof Json.Str(var text) ? Optional.of(text) : Optional.empty());
    }

    private Optional<Committed> commit(String rule, int conflict, TurnQueue.Decision decision) {
        return switch (turns.commit(rule, decision)) {
            case TurnQueue.Decided.Committed(var draft, var turn) -> {
                setTimers(turn.run());
                log(turn);
                yield Optional.of(new Committed(turn.run(), draft.mine()));
            }
            case TurnQueue.Decided.Again(var why) -> {
                if (conflict >= ports.limits().conflicts()) {
                    throw new LedgerException(
                            "gave up after %d conflicting writes, the last on %s".formatted(conflict, why), true);
                }
                ports.host().backOff(conflict);
                yield Optional.empty();
            }
            case TurnQueue.Decided.Failed(var failure) -> throw failure;
        };
    }

    /** Logs acts and ends of runs, so that the process's log alone says what was done. */
    private void log(Turn turn) {
        for (var entry : turn.entries()) {
            if (LOGGED.contains(entry.kind())) {
                var line = Json.obj()
                        .with("run", turn.run().id().value())
                        .with("rule", turn.run().rule());
                for (var member : LOGGED_MEMBERS) {
                    var value = entry.body().get(member);
                    line = value == null ? line : line.with(member, value);
                }
                ports.host().log(entry.kind(), line);
            }
        }
    }

    private void dispatch(Committed committed) {
        if (!committed.planned().isEmpty()) {
            dispatcher.dispatch(committed.run(), () -> perform(committed, false), () -> perform(committed, true));
        }
    }

    /** Only after the commit: a timer for a turn that was not written would wake a run that does not exist. */
    private void setTimers(Run run) {
        run.dueAt().ifPresent(at -> setTimer(run.id(), "due", at));
    }

    private void setTimer(RunId run, String name, Instant at) {
        try {
            ports.timers().set(run, name, at);
        } catch (LedgerException e) {
            ports.host()
                    .trouble("a timer for run " + run + " at " + at + " could not be set; the sweeper will find it");
        }
    }

    /**
     * Performs the effects that this worker planned, turn by turn. It leaves alone the effects of other workers and
     * any effect whose lease is half over. A worker that slept that long must not rely on stale observations. Its
     * call must also end before the lease does: otherwise another worker probes, finds nothing done yet, and performs
     * the effect as well.
     *
     * @param late whether the acts of the first turn are handed back instead of performed
     */
    private void perform(Committed committed, boolean late) {
        var last = committed;
        for (int turn = 0; turn < ports.limits().turns(); turn++) {
            var results = new ArrayList<Consumer<TurnDraft<?>>>();
            for (var effect : last.run().pending()) {
                if (last.planned().contains(effect.number()) && inTime(effect)) {
                    results.add(
                            late && turn == 0 && read(effect) instanceof Planned.PlannedAct act
                                    ? draft -> handBack(draft, effect, act)
                                    : perform(last.run(), effect));
                }
            }
            // An interrupt ends the call of a process that stops: the next process finds out what became of it.
            if (results.isEmpty() || Thread.currentThread().isInterrupted()) {
                return;
            }
            last = record(last.run(), results);
        }
    }

    private boolean inTime(Pending effect) {
        var latest = effect.free().minus(ports.limits().lease().dividedBy(2));
        return ports.host().instant().isBefore(latest);
    }

    /**
     * This worker knows that the act has not begun, so it does not probe: the playbook decides again on the current
     * state.
     */
    private static void handBack(TurnDraft<?> draft, Pending effect, Planned.PlannedAct act) {
        if (draft.isPending(effect.number())) {
            draft.done(effect.number());
            var soon = draft.now().plus(HANDED_BACK);
            draft.learn(new Fact.Refused(
                    act.action(),
                    new Verdict.Defer(
                            "workers", "too many acts of this rule are under way; it waits for its turn", soon),
                    false));
        }
    }

    /** Performs one effect outside of any draft. The returned function records its result in a draft. */
    private Consumer<TurnDraft<?>> perform(Run run, Pending effect) {
        var planned = read(effect);
        return step(name(planned), run, () -> perform(run, effect, planned));
    }

    private static String name(Planned planned) {
        return switch (planned) {
            case Planned.PlannedAct act -> "act " + act.action().type().name();
            case Planned.PlannedTell ignored -> "tell";
            case Planned.PlannedShow ignored -> "show";
            case Planned.PlannedBegin ignored -> "begin";
        };
    }

    private Consumer<TurnDraft<?>> perform(Run run, Pending effect, Planned planned) {
        return switch (planned) {
            case Planned.PlannedAct act -> {
                var performed = CallIdentity.performing(
                        run.id().value(), () -> ports.perform(act.action(), key(run, effect), act.capsule()));
                yield draft -> recordAct(draft, effect, act, performed);
            }
            case Planned.PlannedTell tell -> {
                var delivery = ports.messenger().deliver(tell.message(), key(run, effect));
                yield draft -> recordTell(draft, run, effect, "told", delivery);
            }
            case Planned.PlannedShow ignored -> {
                var delivery = ports.messenger().show(run.id().value());
                yield draft -> recordTell(draft, run, effect, "shown", delivery);
            }
            case Planned.PlannedBegin begin -> {
                var handled = handle(begin.request());
                yield draft -> recordBegin(draft, effect, handled);
            }
        };
    }

    private static void recordAct(TurnDraft<?> draft, Pending effect, Planned.PlannedAct act, Performed performed) {
        if (!draft.isPending(effect.number())) {
            draft.note("late-result", Json.obj().with("effect", effect.number()));
            return;
        }
        draft.done(effect.number());
        switch (performed) {
            case Performed.Done(var details) -> {
                draft.acted(act.action());
                draft.learn(new Fact.Acted(act.action(), act.capsule(), details, effect.number()));
            }
            case Performed.NotDone(var problem) -> {
                if (problem.mayHaveHappened()) {
                    draft.acted(act.action());
                }
                draft.learn(new Fact.Failed(act.action(), act.capsule(), problem, effect.number()));
            }
        }
    }

    /** @param told the kind of the entry for a message that was delivered */
    private void recordTell(TurnDraft<?> draft, Run run, Pending effect, String told, Delivery delivery) {
        if (!draft.isPending(effect.number())) {
            return;
        }
        switch (delivery) {
            case Delivery.Delivered(var details) -> {
                draft.done(effect.number());
                draft.note(told, details.with("effect", effect.number()));
            }
            case Delivery.Later(var at, var reason) -> {
                draft.postpone(effect, at);
                draft.note(
                        "tell-postponed",
                        Json.obj()
                                .with("effect", effect.number())
                                .with("reason", reason)
                                .with("again", at.toString()));
            }
            case Delivery.NotDelivered(var problem) -> recordNotTold(draft, run, effect, problem);
        }
    }

    private void recordNotTold(TurnDraft<?> draft, Run run, Pending effect, Problem problem) {
        if (effect.attempt() < ports.limits().attempts() && problem.retryable()) {
            var next = draft.now().plus(TELL_AGAIN.multipliedBy(1L << (2 * (effect.attempt() - 1))));
            draft.later(effect, next);
            draft.note(
                    "tell-failed",
                    problem.toJson().with("effect", effect.number()).with("again", next.toString()));
            ports.host()
                    .trouble("a message of run " + run.id() + " was not delivered and is sent again at " + next + ": "
                            + problem.message());
        } else {
            draft.done(effect.number());
            draft.note("tell-given-up", problem.toJson().with("effect", effect.number()));
            draft.notDelivered();
            ports.host().trouble("a message of run " + run.id() + " could not be delivered: " + problem.message());
        }
    }

    private static void recordBegin(TurnDraft<?> draft, Pending effect, List<EngineResult> handled) {
        if (draft.isPending(effect.number())) {
            draft.done(effect.number());
            var runs = handled.stream()
                    .map(each -> each.kind() + each.run().map(id -> " " + id).orElse(""))
                    .toList();
            draft.note("begun", Json.obj().with("effect", effect.number()).with("handled", Json.strings(runs)));
        }
    }

    /**
     * Records results. If it fails, the effects stay planned.
     *
     * @param known the run as this worker wrote it last: if it is read unchanged, its newest entry needs no check
     */
    private Committed record(Run known, List<Consumer<TurnDraft<?>>> results) {
        var id = known.id();
        for (int conflict = 1; ; conflict++) {
            var run = ports.ledger()
                    .run(id)
                    .orElseThrow(
                            () -> new LedgerException("run " + id + " is gone while it was being worked on", false));
            if (!run.equals(known) && altered.refusal(run).isPresent()) {
                return new Committed(run, Set.of());
            }
            int attempt = conflict;
            var committed = step(
                    "results",
                    run,
                    () -> commit(run.rule(), attempt, (reads, marks) -> {
                        var draft = draft(reads, run, marks);
                        results.forEach(result -> result.accept(draft));
                        return draft;
                    }));
            if (committed.isPresent()) {
                return committed.get();
            }
        }
    }

    private Planned read(Pending effect) {
        try {
            return EffectJson.read(effect.effect(), ports.catalogue());
        } catch (JsonException e) {
            throw new LedgerException("a planned effect cannot be read: " + e.getMessage(), false, e);
        }
    }

    private static IdempotencyKey key(Run run, Pending effect) {
        return new IdempotencyKey(run.id().value(), effect.number());
    }
}
