package io.nightshift.core.machine;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Makes one decision of a run by its {@link PhaseTable}. One act is in progress at a time: nothing else is begun
 * until its result is known. Transient failures are retried, deferred acts wait, humans pause and resume; everything
 * else is the table's.
 *
 * @param <P> the phases
 * @param <S> the state of a run
 * @param <M> the machine itself, which the handlers of the table take
 */
public abstract class Machine<P extends Enum<P>, S extends MachineState<P, S>, M extends Machine<P, S, M>> {

    /** The only timer of most runs: a later one replaces an earlier one. */
    public static final String STEP = "step";

    /** The maximum number of consecutive inconclusive queries, or of acts that fail for transient reasons. */
    public static final int PATIENCE = 6;

    /** How often on-call is reminded of a held run. */
    public static final Duration REMIND = Duration.ofHours(4);

    private static final Duration PAUSED_AGAIN = Duration.ofMinutes(1);
    private static final Duration BLIND_AGAIN = Duration.ofMinutes(1);

    private static final String WAITS_FOR = "waitsFor";
    private static final String WAITS_UNTIL = "waitsUntil";

    private final PhaseTable<P, M, S> table;
    private final Context context;
    private BiConsumer<String, String> watcher = (from, to) -> {};

    protected Machine(PhaseTable<P, M, S> table, Context context) {
        this.table = table;
        this.context = context;
    }

    /** Reports each transition, by the names of the phases. */
    final Machine<P, S, M> watchedBy(BiConsumer<String, String> other) {
        watcher = other;
        return this;
    }

    protected abstract M self();

    /** The channel for on-call. */
    protected abstract String page();

    /** What the run is about, for titles of messages. */
    protected abstract String title(S state);

    protected abstract Step<S> arrived(S state, Signal signal) throws JsonException;

    protected abstract Step<S> aborted(S state, Fact.Aborted aborted) throws JsonException;

    /** Notes the result of an act in the state, in whatever phase it arrives. */
    protected S landed(S state, Fact result) throws JsonException {
        return state;
    }

    /** What was decided while the act was in progress and is to happen instead of the phase's own reaction. */
    protected Optional<Step<S>> decidedMeanwhile(S landed) throws JsonException {
        return Optional.empty();
    }

    /** How often a query that fails for a transient reason is retried. */
    protected int patience(S state) {
        return PATIENCE;
    }

    /** Reports whether an act that failed is retried. */
    protected boolean retries(S state, Problem problem) {
        return (problem.retryable() || problem.mayHaveHappened()) && state.tries() < PATIENCE;
    }

    /** A command that no machine knows by itself. */
    protected Step<S> commanded(S state, Fact.Commanded told) throws JsonException {
        return Step.of(state.tell(told.by() + " said " + told.command() + ", which a "
                + context.key().playbook() + " does not know"));
    }

    /** Adds to each message what it is about. */
    protected Message about(S state, Message message) throws JsonException {
        return message;
    }

    public final Step<S> decide(S state, Fact fact) throws JsonException {
        var step = step(state, fact);
        var effects = new ArrayList<Effect>();
        for (var effect : step.effects()) {
            effects.add(about(step.next(), effect));
        }
        return new Step<>(step.next(), effects);
    }

    private Effect about(S state, Effect effect) throws JsonException {
        return switch (effect) {
            case Effect.Tell tell -> new Effect.Tell(about(state, tell.message()));
            case Effect.AskApproval ask ->
                new Effect.AskApproval(ask.action(), ask.need(), about(state, ask.message()), ask.stage());
            default -> effect;
        };
    }

    private Step<S> step(S state, Fact fact) throws JsonException {
        return switch (fact) {
            case Fact.Arrived arrived -> arrived(state, arrived.signal());
            case Fact.Observed seen -> observed(state, seen);
            case Fact.NotObserved not -> notObserved(state, not);
            case Fact.Acted acted ->
                result(state, acted, down -> row(down).acted.handle(self(), down, acted));
            case Fact.Failed failed -> result(state, failed, down -> failed(down, failed));
            case Fact.Refused refused -> result(state, refused, down -> refused(down, refused));
            case Fact.TimerFired timer -> timer(state, timer.name());
            case Fact.Approved approved -> row(state).approved.handle(self(), state, approved);
            case Fact.Rejected rejected ->
                unapproved(state, "rejected by " + rejected.by() + ": " + rejected.reason(), false);
            case Fact.Expired ignored -> unapproved(state, "the approval expired; treated as rejected", true);
            case Fact.Aborted aborted -> aborted(state, aborted);
            case Fact.Commanded told -> command(state, told);
        };
    }

    private Step<S> timer(S state, String name) throws JsonException {
        if (state.flying() || !name.equals(timer(state))) {
            return Step.of(state);
        }
        var timer = row(state).timer;
        return timer == null ? go(state) : timer.enter(self(), state);
    }

    private Step<S> unapproved(S state, String why, boolean expired) throws JsonException {
        return row(state).unapproved.handle(self(), state, new PhaseTable.Unapproved(why, expired));
    }

    private PhaseTable.Row<P, M, S> row(S state) {
        return table.row(state.phase());
    }

    /** The name of the timer that counts in this phase. */
    protected String timer(S state) {
        return STEP;
    }

    /** An answer that cannot be read counts as none: a bug of an adapter must not end a run halfway. */
    private Step<S> observed(S state, Fact.Observed seen) throws JsonException {
        var asked = row(state).asked.get(seen.query().name());
        if (asked == null) {
            return Step.of(state);
        }
        try {
            return asked.answered(self(), state, seen);
        } catch (JsonException e) {
            var problem = Problem.permanent("BadAnswer", "the answer cannot be read: " + e.getMessage());
            return row(state).blind.handle(self(), state, new Fact.NotObserved(seen.query(), problem));
        }
    }

    private Step<S> notObserved(S state, Fact.NotObserved not) throws JsonException {
        return not.problem().retryable() && state.tries() < patience(state)
                ? again(state.tellFirst(
                        "it could not be looked at: " + not.problem().message()))
                : row(state).blind.handle(self(), state, not);
    }

    /** Handles the result of an act. */
    @FunctionalInterface
    private interface Reaction<S> {
        Step<S> to(S state) throws JsonException;
    }

    private Step<S> result(S state, Fact result, Reaction<S> reaction) throws JsonException {
        var down = landed(state.flying(false), result);
        var decided = decidedMeanwhile(down);
        return decided.isPresent() ? decided.get() : reaction.to(down);
    }

    private Step<S> failed(S state, Fact.Failed failed) throws JsonException {
        var why = "failed: " + failed.action().sentence() + ": "
                + failed.problem().message();
        return retries(state, failed.problem())
                ? again(state.tellFirst(why))
                : row(state).failed.handle(self(), state, failed);
    }

    /**
     * A deferred or paused act waits. Time spent waiting for a guardrail does not count against the phase's time
     * limit.
     */
    protected Step<S> refused(S state, Fact.Refused refused) throws JsonException {
        var verdict = refused.verdict();
        var told = state.tellFirst(
                "held back by " + verdict.guardrail() + ": " + refused.action().sentence() + ": " + refused.reason());
        var until = switch (verdict) {
            case Verdict.Defer defer -> Optional.of(defer.until());
            case Verdict.Deny deny when deny.guardrail().equals("pause") -> Optional.of(now().plus(PAUSED_AGAIN));
            default -> Optional.<Instant>empty();
        };
        return until.isPresent()
                ? deferred(told.with(told.core().waitingSince(now()).tried(told.tries() + 1)), refused, until.get())
                : decidedAgainst(told, refused);
    }

    /** The row's reaction to a verdict that no waiting changes. */
    protected final Step<S> decidedAgainst(S state, Fact.Refused refused) throws JsonException {
        return row(state).refused.handle(self(), state, refused);
    }

    /** Asks the guardrails again later. */
    protected Step<S> deferred(S state, Fact.Refused refused, Instant until) throws JsonException {
        return laterAt(waits(state, refused.verdict().reason(), until), until);
    }

    private Step<S> command(S state, Fact.Commanded told) throws JsonException {
        var by = told.by() + (told.reason().isEmpty() ? "" : ": " + told.reason());
        boolean holds = table.held().isPresent();
        return switch (told.command()) {
            case "pause" -> holds ? pause(state, by) : commanded(state, told);
            case "resume" -> holds ? resume(state, by, false) : commanded(state, told);
            case "go-on" -> holds ? resume(state, by, true) : commanded(state, told);
            default -> commanded(state, told);
        };
    }

    private Step<S> pause(S state, String by) throws JsonException {
        boolean stands =
                state.held().filter(hold -> hold.kind() != Hold.Kind.WAITS).isPresent();
        if (!row(state).pausable || stands) {
            return Step.of(state.tell("not paused, it " + row(state).says + ": " + by));
        }
        var from = state.held().map(Hold::from).orElse(state.phase());
        var held = state.tell("paused by " + by).held(Optional.of(new Hold<>(Hold.Kind.PAUSED, from, by, now())));
        boolean asks =
                table.held().filter(phase -> table.allows(state.phase(), phase)).isEmpty();
        return held.flying() || asks ? Step.of(held) : go(held);
    }

    private Step<S> resume(S state, String by, boolean goOn) throws JsonException {
        if (state.held().isEmpty()) {
            return Step.of(state.tell("nothing holds it: " + by));
        }
        var free = state.tell("resumed by " + by).held(Optional.empty());
        return isHeld(state) ? resumed(free, state.held().get(), by, goOn) : Step.of(free);
    }

    private boolean isHeld(S state) {
        return table.held().filter(state.phase()::equals).isPresent();
    }

    /**
     * Continues after a human resumed.
     *
     * @param goOn whether the check that failed counts as passed
     */
    protected Step<S> resumed(S free, Hold<P> hold, String by, boolean goOn) throws JsonException {
        return enter(free, hold.from());
    }

    public final Instant now() {
        return context.now();
    }

    public final Context context() {
        return context;
    }

    /** Moves to the next phase, if the table allows it, without entering it. */
    public final S to(S state, P next) {
        if (!table.allows(state.phase(), next)) {
            throw new IllegalStateException("no transition from " + state.phase() + " to " + next);
        }
        if (state.phase() != next) {
            watcher.accept(state.phase().name(), next.name());
        }
        return state.in(next);
    }

    /** Enters the phase at its beginning. */
    public Step<S> enter(S state, P phase) throws JsonException {
        return go(to(waitsForNothing(state), phase).waitingSince(now()));
    }

    /** Continues with the phase, unless the run is held. */
    public final Step<S> go(S state) throws JsonException {
        if (state.held().isEmpty() || !row(state).standsWhenHeld) {
            return row(state).entry.enter(self(), state);
        }
        return stand(state, state.held().get().from(state.phase()));
    }

    /** Holds the run, and pages on-call with the reason and the given ways to continue. */
    public Step<S> hold(S state, Hold.Kind kind, P from, String why, String... ways) throws JsonException {
        var standing = stand(state.tell("held: " + why), new Hold<>(kind, from, why, now()));
        var lines = Stream.concat(
                Stream.of(why, "To go on: nightshift resume " + context.key().id()), Stream.of(ways));
        return telling(standing, message(Urgency.PAGE, "Held: " + title(state), lines.toList()));
    }

    /** Enters the phase of held runs. */
    protected final Step<S> stand(S state, Hold<P> hold) throws JsonException {
        var held = to(state.held(Optional.of(hold)), table.held().orElseThrow());
        return row(held).entry.enter(self(), held);
    }

    /** Waits while the run is held: until it can continue by itself, or for the next reminder. */
    public final Step<S> waitHeld(S state) {
        var hold = state.held().orElseThrow();
        return switch (hold.kind()) {
            case BLIND -> later(state, BLIND_AGAIN);
            case WAITS -> laterAt(state, hold.until());
            case PAUSED, CHANGED, SHORTAGE, DENIED, FROZEN -> later(state, REMIND);
        };
    }

    /** The wait of a held run is over: it continues, or on-call is reminded. */
    public final Step<S> waitedHeld(S state) throws JsonException {
        var hold = state.held().orElseThrow();
        return switch (hold.kind()) {
            case BLIND, WAITS -> enter(state.held(Optional.empty()).tell("trying again"), hold.from());
            case PAUSED, CHANGED, SHORTAGE, DENIED, FROZEN ->
                telling(
                        later(state, REMIND),
                        message(Urgency.PAGE, "Still held: " + title(state), List.of(hold.why())));
        };
    }

    public final Step<S> observe(S state, Question<?> question, Resource subject, Json.Obj with) {
        return observe(state, question.about(subject, with));
    }

    public final Step<S> observe(S state, Query query) {
        return Step.of(state, new Effect.Observe(query));
    }

    /** Queries whether an earlier act still has its effect. */
    public final Step<S> readBack(S state, Action action, Json.Obj capsule, long effect) {
        return Step.of(state, new Effect.ReadBack(action, capsule, effect));
    }

    public final Step<S> act(S state, Action action) {
        return Step.of(state.flying(true), new Effect.Act(action, false));
    }

    public final Step<S> undo(S state, Action action) {
        return Step.of(state.flying(true), new Effect.Act(action, true));
    }

    public final Step<S> later(S state, Duration wait) {
        return laterAt(state, now().plus(wait));
    }

    public final Step<S> laterAt(S state, Instant at) {
        return Step.of(state, new Effect.WakeAt(timer(state), at));
    }

    /** Waits for the next attempt: 1, 2, 4, 8, then 10 seconds. */
    public final Step<S> again(S state) {
        var wait = Duration.ofSeconds(Math.min(10, 1L << Math.min(state.tries(), 4)));
        return later(state.tried(state.tries() + 1), wait);
    }

    /** Describes the current wait, for status output. */
    public final S waits(S state, String what, Instant until) {
        return state.knowing(state.facts().with(WAITS_FOR, what).with(WAITS_UNTIL, until.toString()));
    }

    public final S waitsForNothing(S state) {
        return state.without(WAITS_FOR, WAITS_UNTIL);
    }

    /** The same step, with a message. */
    public final Step<S> telling(Step<S> step, Message message) {
        var effects = new ArrayList<>(step.effects());
        effects.add(new Effect.Tell(message));
        return new Step<>(step.next(), effects);
    }

    public final Message message(Urgency urgency, String title, List<String> lines) {
        return new Message(page(), urgency, title, lines);
    }

    /** Ends the run in its current state. */
    public final Step<S> finish(S state, Outcome outcome, String reason, Effect... before) {
        var effects = new ArrayList<>(List.of(before));
        effects.add(new Effect.Finish(outcome, reason));
        return new Step<>(to(state, table.done()), effects);
    }
}
