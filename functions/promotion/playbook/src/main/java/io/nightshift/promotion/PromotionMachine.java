package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Message;
import io.nightshift.core.act.Problem;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import io.nightshift.promotion.plan.OnFailure;
import io.nightshift.promotion.plan.PromotionSpec;
import io.nightshift.promotion.plan.SupersedePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one decision of a promotion. While an act is in progress nothing else is begun: a decision made meanwhile
 * waits in {@link Promotion#then}. Otherwise an act that takes effect after its own undo would leave traffic on a
 * version that is no longer monitored.
 */
final class PromotionMachine {

    /** The maximum number of consecutive inconclusive checks, or of acts that fail for transient reasons. */
    static final int PATIENCE = 6;

    /**
     * The time limit for a platform to make the new version its only one (Kubernetes rolls the stable deployment).
     */
    private static final Duration RETIRING = Duration.ofMinutes(30);

    private static final Duration PAUSED = Duration.ofMinutes(1);

    private static final Set<PromotionPhase> RETURNING = EnumSet.of(
            PromotionPhase.GOING_BACK, PromotionPhase.CHECKING_BACK, PromotionPhase.QUARANTINING, PromotionPhase.DONE);

    /** While the traffic is not where it should be, a failed query is retried only this often. */
    private static final int HASTE = 2;

    private static final Set<PromotionPhase> WATCHING =
            EnumSet.of(PromotionPhase.WATCHING_SHARES, PromotionPhase.WATCHING_ALARMS, PromotionPhase.ANALYSING);

    /** All traffic has been shifted: nothing is left to pause. */
    private static final Set<PromotionPhase> CLOSING = EnumSet.of(PromotionPhase.PROVING, PromotionPhase.RETIRING);

    final PromotionSteps moves;
    private final Admission admission;
    private final Wave wave;
    private final BakeMonitor bakeMonitor;
    private final Completion close;
    private final Rollback rollbackHandler;
    private final SourceCheck sources;
    private final ServingCheck serving;
    private final LeftoverShares leftOvers;
    private final UntouchedCheck untouched;

    PromotionMachine(PromotionSpec plan, Context context, PromotionSteps.Entered entered) {
        this.moves = new PromotionSteps(plan, context, entered);
        this.admission = new Admission(this);
        this.wave = new Wave(this);
        this.bakeMonitor = new BakeMonitor(this);
        this.close = new Completion(this);
        this.rollbackHandler = new Rollback(this);
        this.sources = new SourceCheck(this);
        this.serving = new ServingCheck(this);
        this.leftOvers = new LeftoverShares(moves);
        this.untouched = new UntouchedCheck(this);
    }

    Wave wave() {
        return wave;
    }

    Admission admission() {
        return admission;
    }

    BakeMonitor bakeMonitor() {
        return bakeMonitor;
    }

    LeftoverShares leftOvers() {
        return leftOvers;
    }

    UntouchedCheck untouched() {
        return untouched;
    }

    ServingCheck serving() {
        return serving;
    }

    Step<Promotion> decide(Promotion state, Fact fact) throws JsonException {
        return switch (fact) {
            case Fact.Arrived arrived -> arrived(state, arrived.signal());
            case Fact.Observed seen -> observed(state, seen);
            case Fact.NotObserved not -> notObserved(state, not);
            case Fact.Acted acted ->
                landed(state, acted, down -> part(down.phase()).acted(down, acted));
            case Fact.Failed failed -> landed(state, failed, down -> failed(down, failed));
            case Fact.Refused refused -> landed(state, refused, down -> refused(down, refused));
            case Fact.TimerFired ignored -> timer(state);
            case Fact.Approved approved -> approved(state, approved.by());
            case Fact.Rejected rejected ->
                unapproved(state, rejected.by() + " rejected it: " + rejected.reason(), Outcome.ABORTED);
            case Fact.Expired ignored ->
                unapproved(state, "nobody approved it in time, which means no", Outcome.ESCALATED);
            case Fact.Aborted aborted ->
                back(
                        state,
                        new RollbackReason(
                                "aborted by " + aborted.by() + ": " + aborted.reason(), Outcome.ABORTED, false));
            case Fact.Commanded told -> commanded(state, told);
        };
    }

    /** A response that cannot be read is ignored: a bug of an adapter must not end a promotion halfway. */
    private Step<Promotion> observed(Promotion state, Fact.Observed seen) throws JsonException {
        try {
            return part(state.phase()).observed(state, seen);
        } catch (JsonException e) {
            var problem = Problem.permanent("BadAnswer", "the answer cannot be read: " + e.getMessage());
            return part(state.phase()).blind(state, new Fact.NotObserved(seen.query(), problem));
        }
    }

    private PhaseHandler part(PromotionPhase phase) {
        return switch (phase) {
            case RESOLVING, CONSULTING, GATES, PREFLIGHT, OPENING, ASKING -> admission;
            case BASELINES, DEPLOYING, SETTLING, VERIFYING, SHIFTING, READING_BACK -> wave;
            case BAKING, GUARDING, WATCHING_SHARES, WATCHING_ALARMS, ANALYSING, HELD -> bakeMonitor;
            case CHECKING_ALARMS, CHECKING_NUMBERS -> sources;
            case PROVING, RETIRING -> close;
            case GOING_BACK, CHECKING_BACK, QUARANTINING, DONE -> rollbackHandler;
        };
    }

    /** Enters the phase at its beginning. */
    Step<Promotion> enter(Promotion state, PromotionPhase phase) throws JsonException {
        return go(moves.to(UntouchedCheck.over(PromotionSteps.waitsForNothing(state)), phase)
                .at(state.place().first())
                .by(state.times().waitingSince(moves.now())));
    }

    /** Continues with the phase, unless the promotion is held. */
    Step<Promotion> go(Promotion state) throws JsonException {
        var phase = state.phase();
        if (state.held().isPresent()
                && phase != PromotionPhase.HELD
                && !WATCHING.contains(phase)
                && !RETURNING.contains(phase)
                && !CLOSING.contains(phase)) {
            var hold = state.held().get();
            return part(PromotionPhase.HELD)
                    .go(moves.to(state.held(Optional.of(hold.from(phase))), PromotionPhase.HELD));
        }
        return part(phase).go(state);
    }

    private Step<Promotion> timer(Promotion state) throws JsonException {
        boolean waits =
                state.flying() || state.phase() == PromotionPhase.ASKING || state.phase() == PromotionPhase.DONE;
        if (waits) {
            return Step.of(state);
        }
        return switch (state.phase()) {
            case BAKING, GUARDING, HELD -> bakeMonitor.look(state);
            default -> go(state);
        };
    }

    /** Handles the result of an act. */
    private interface Landing {
        Step<Promotion> in(Promotion state) throws JsonException;
    }

    private Step<Promotion> landed(Promotion state, Fact result, Landing landing) throws JsonException {
        var down = Wave.landed(state.flying(false), result);
        var then = down.then();
        return then.isPresent() && !RETURNING.contains(down.phase())
                ? back(down.andThen(Optional.empty()), then.get())
                : landing.in(down);
    }

    private Step<Promotion> notObserved(Promotion state, Fact.NotObserved not) throws JsonException {
        var problem = not.problem();
        boolean hurries = state.phase() == PromotionPhase.GOING_BACK || UntouchedCheck.isUnderWay(state);
        int retryPolicy = hurries ? HASTE : PATIENCE;
        return problem.retryable() && state.times().tries() < retryPolicy
                ? moves.again(PromotionSteps.first(state, "it could not be looked at: " + problem.message()))
                : part(state.phase()).blind(state, not);
    }

    private Step<Promotion> failed(Promotion state, Fact.Failed failed) throws JsonException {
        Problem problem = failed.problem();
        boolean passing = problem.retryable() || problem.mayHaveHappened();
        boolean patient = switch (state.phase()) {
            case RETIRING -> moves.now().isBefore(state.times().phase().plus(RETIRING));
            case GOING_BACK -> false;
            // A platform that rolls back from a version that did not start accepts it again only after that
            // rollback.
            case SETTLING -> wave.inTime(state);
            default -> state.times().tries() < PATIENCE;
        };
        return passing && patient
                ? moves.again(
                        PromotionSteps.first(state, "failed: " + failed.action().sentence() + ": " + problem.message()))
                : part(state.phase()).failed(state, failed);
    }

    private Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        var verdict = refused.verdict();
        var told = PromotionSteps.first(
                state,
                "held back by " + verdict.guardrail() + ": " + refused.action().sentence() + ": " + refused.reason());
        if (RETURNING.contains(state.phase())) {
            // One target does not wait for another; and after the traffic is rolled back, removing the remains is
            // not worth waiting for.
            return part(state.phase()).refused(state, refused);
        }
        // Time spent waiting for a guardrail does not count against the time in which a version must become ready
        // or be verified.
        var next = told.by(
                told.times().waitingSince(moves.now()).tried(told.times().tries() + 1));
        return switch (verdict) {
            case Verdict.Defer defer -> waits(next, state, refused, defer.until());
            case Verdict.Deny deny
            when deny.guardrail().equals("pause") ->
                waits(next, state, refused, moves.now().plus(PAUSED));
            default -> part(state.phase()).refused(told, refused);
        };
    }

    /**
     * Asks again later. Everything with traffic is monitored meanwhile: the act must not rely on stale observations.
     */
    private Step<Promotion> waits(Promotion next, Promotion state, Fact.Refused refused, Instant until)
            throws JsonException {
        boolean onward = state.phase() == PromotionPhase.DEPLOYING || state.phase() == PromotionPhase.SHIFTING;
        if (!onward || moves.exposed(state).isEmpty()) {
            return moves.laterAt(PromotionSteps.waits(next, refused.verdict().reason(), until), until);
        }
        var hold = new Hold(Hold.Kind.WAITS, state.phase(), refused.verdict().reason(), until, moves.now());
        return part(PromotionPhase.HELD).go(moves.to(next.held(Optional.of(hold)), PromotionPhase.HELD));
    }

    private Step<Promotion> arrived(Promotion state, Signal signal) throws JsonException {
        return switch (signal) {
            case Signal.ImagePush push ->
                candidateOrThrow(
                        state,
                        new Candidate(
                                push.id().value(),
                                push.image(),
                                push.digest(),
                                push.tag(),
                                PromotionPlaybook.A_PUSH,
                                push.time()));
            case Signal.Request request -> {
                var what = View.of(request.what());
                yield candidateOrThrow(
                        state,
                        new Candidate(
                                request.id().value(),
                                what.at("image").text(),
                                what.at("digest").textOr(""),
                                what.at("tag").textOr(""),
                                request.by(),
                                request.time(),
                                what.at("rollback").boolOr(false)));
            }
            case Signal.ImageScan scan ->
                state.phase() == PromotionPhase.GATES
                                && state.candidate()
                                        .filter(candidate -> candidate.digest().equals(scan.digest()))
                                        .isPresent()
                        ? go(state)
                        : Step.of(state);
            default -> Step.of(state);
        };
    }

    private Step<Promotion> candidateOrThrow(Promotion state, Candidate candidate) throws JsonException {
        if (state.candidate().isEmpty()) {
            var begun = state.withCandidate(candidate)
                    .tell(candidate.at() + " " + candidate.by()
                            + (candidate.rollback() ? ": go back to " : ": promote ") + candidate.label());
            return enter(begun, PromotionPhase.RESOLVING);
        }
        var current = state.candidateOrThrow();
        if (candidate.sameAs(current) || state.newer().filter(candidate::sameAs).isPresent()) {
            return Step.of(state.tell("asked for again by " + candidate.by()));
        }
        var newest = state.newer().orElse(current);
        if (candidate.at().isBefore(newest.at())) {
            return Step.of(state.tell("older than what is promoted, left alone: " + candidate.label()));
        }
        return newer(state.before(Optional.of(candidate)), candidate);
    }

    private Step<Promotion> newer(Promotion state, Candidate candidate) throws JsonException {
        var policy = moves.plan().newer();
        boolean waits = policy == SupersedePolicy.FINISH_FIRST
                || (policy == SupersedePolicy.QUEUE && !moves.onGuard(state))
                || RETURNING.contains(state.phase())
                || CLOSING.contains(state.phase())
                || state.held().filter(hold -> hold.kind().ofHumans()).isPresent();
        if (waits) {
            return tell(
                    state.tell("newer, waits until this is over: " + candidate.label()),
                    INFO,
                    "Waits: " + moves.plan().service() + " " + candidate.label());
        }
        if (moves.onGuard(state)) {
            return unproven(state);
        }
        return back(state, new RollbackReason("superseded by " + candidate.label(), Outcome.NOT_NEEDED, false));
    }

    /** It has all traffic, and a newer candidate must not wait for its guard period. */
    Step<Promotion> unproven(Promotion state) {
        var newer = state.newer().map(Candidate::label).orElse("something newer");
        return moves.finish(
                state,
                Outcome.RESOLVED,
                "it has all traffic; not proven, because " + newer + " came before the end of its guard time",
                INFO);
    }

    private Step<Promotion> approved(Promotion state, String by) throws JsonException {
        return state.phase() == PromotionPhase.ASKING
                ? enter(state.tell("approved by " + by).approved(true), PromotionPhase.GATES)
                : Step.of(state);
    }

    /** The result does not matter if the promotion has moved on or rolled back meanwhile. */
    private Step<Promotion> unapproved(Promotion state, String why, Outcome outcome) {
        return state.phase() == PromotionPhase.ASKING
                ? moves.finish(state, outcome, "stage " + moves.stage(state).name() + ": " + why, INFO)
                : Step.of(state);
    }

    /** Rolls back on request: at once, or when the act in progress has finished. */
    Step<Promotion> back(Promotion state, RollbackReason why) throws JsonException {
        if (RETURNING.contains(state.phase())) {
            return Step.of(state.tell("it is going back already; also: " + why.why()));
        }
        if (CLOSING.contains(state.phase())) {
            return Step.of(state.tell(
                    "its guard time is over, and what it would go back to is being removed; left: " + why.why()));
        }
        if (state.flying()) {
            return Step.of(state.tell(why.why() + " (when the act under way has landed)")
                    .andThen(Optional.of(why)));
        }
        return goBack(state, why);
    }

    Step<Promotion> goBack(Promotion state, RollbackReason why) throws JsonException {
        var told = state.tell(why.why()).held(Optional.empty());
        return moves.touched(told).isEmpty()
                ? moves.finish(told, why.outcome(), why.why(), INFO)
                : enter(told.back(asFarAsPossible(told, why)), PromotionPhase.GOING_BACK);
    }

    /** Targets that were only restarted, or whose old version was removed, stay unchanged. */
    private RollbackReason asFarAsPossible(Promotion state, RollbackReason why) {
        int left = moves.touched(state).size() - moves.toTakeBack(state).size();
        if (left == 0 || why.outcome() != Outcome.ROLLED_BACK) {
            return why;
        }
        boolean all = moves.toTakeBack(state).isEmpty();
        var rest = all ? "there is nothing to go back to" : "some targets have nothing left to go back to";
        return new RollbackReason(why.why() + "; " + rest, Outcome.ESCALATED, why.bad() && !all);
    }

    /** The promotion failed: it rolls back, unless the policy says to stay. */
    Step<Promotion> fail(Promotion state, RollbackReason why) throws JsonException {
        boolean freezes = moves.plan().onFailure() == OnFailure.FREEZE
                && !moves.touched(state).isEmpty();
        if (!freezes) {
            return goBack(state, why);
        }
        if (CLOSING.contains(state.phase())) {
            return moves.finish(state, Outcome.ESCALATED, why.why() + "; it is left as it is, and not proven", PAGE);
        }
        var from = state.held()
                .map(Hold::from)
                .orElse(WATCHING.contains(state.phase()) ? bakeMonitor.waiting(state) : state.phase());
        return hold(
                state,
                Hold.Kind.FROZEN,
                from,
                why.why() + "; the policy says to stay (on-failure: freeze): nothing is taken back, the traffic stays");
    }

    /** The version is at fault. */
    Step<Promotion> bad(Promotion state, String why) throws JsonException {
        return fail(state, new RollbackReason(why, Outcome.ROLLED_BACK, true));
    }

    private Step<Promotion> commanded(Promotion state, Fact.Commanded told) throws JsonException {
        var by = told.by() + (told.reason().isEmpty() ? "" : ": " + told.reason());
        return switch (told.command()) {
            case "rollback" ->
                RETURNING.contains(state.phase()) && state.back().isPresent() && state.phase() != PromotionPhase.DONE
                        ? rollbackHandler.hurry(state, by)
                        : back(state, new RollbackReason("rolled back by " + by, Outcome.ROLLED_BACK, true));
            case "pause" -> pause(state, by);
            case "resume" -> resume(state, by, false);
            case "go-on" -> resume(state, by, true);
            default -> Step.of(state.tell(told.by() + " said " + told.command() + ", which a promotion does not know"));
        };
    }

    private Step<Promotion> pause(Promotion state, String by) throws JsonException {
        boolean stands =
                state.held().filter(hold -> hold.kind() != Hold.Kind.WAITS).isPresent();
        if (RETURNING.contains(state.phase()) || CLOSING.contains(state.phase()) || stands) {
            return Step.of(state.tell("not paused, it is " + state.phase().words + ": " + by));
        }
        var from = state.held().map(Hold::from).orElse(state.phase());
        var held = state.tell("paused by " + by).held(Optional.of(new Hold(Hold.Kind.PAUSED, from, by, moves.now())));
        return held.flying() || state.phase() == PromotionPhase.ASKING ? Step.of(held) : go(held);
    }

    /** @param on whether the failed check counts as passed */
    private Step<Promotion> resume(Promotion state, String by, boolean on) throws JsonException {
        if (state.held().isEmpty()) {
            return Step.of(state.tell("nothing holds it: " + by));
        }
        var hold = state.held().get();
        var free = state.tell("resumed by " + by).held(Optional.empty());
        if (state.phase() != PromotionPhase.HELD) {
            return Step.of(free);
        }
        if (on && hold.kind() == Hold.Kind.SHORTAGE) {
            return bakeMonitor.passed(free, "a human said to go on: " + by);
        }
        boolean changed = hold.kind() == Hold.Kind.CHANGED;
        var seen = changed ? free.knowing(free.facts().with(Wave.RESUMED, Json.obj())) : free;
        if (!hold.kind().ofHumans() || moves.exposed(seen).isEmpty()) {
            return enter(seen, hold.from());
        }
        // Nothing was checked since it was held: first check the shares, the alarms and the metrics. A share that
        // someone changed is set to the step's share again.
        var from = changed && hold.from() == PromotionPhase.BAKING ? PromotionPhase.SHIFTING : hold.from();
        var looks = new Hold(Hold.Kind.WAITS, from, hold.why(), moves.now(), hold.since());
        var anew = hold.kind() == Hold.Kind.FROZEN && from == PromotionPhase.BAKING ? bakingAnew(seen) : seen;
        return enter(anew.held(Optional.of(looks)), PromotionPhase.WATCHING_SHARES);
    }

    /** After a fix, only later data counts. */
    private Promotion bakingAnew(Promotion state) {
        return state.by(state.times().baking(moves.now(), moves.now().plus(moves.bake(state))));
    }

    /** Holds the promotion and pages on-call; an existing hold stays. */
    Step<Promotion> hold(Promotion state, Hold.Kind kind, PromotionPhase from, String why) throws JsonException {
        var told = Wave.without(state, Wave.RESUMED)
                .tell("held: " + why)
                .held(Optional.of(new Hold(kind, from, why, moves.now())));
        var standing = part(PromotionPhase.HELD).go(moves.to(told, PromotionPhase.HELD));
        return PromotionSteps.telling(
                standing,
                moves.message(
                        PAGE,
                        "Held: " + moves.title(state),
                        List.of(
                                why,
                                "To go on: nightshift resume "
                                        + moves.context().key().id(),
                                "To go back: nightshift rollback "
                                        + moves.plan().service())));
    }

    private Step<Promotion> tell(Promotion state, Message.Urgency urgency, String title) {
        return Step.of(state, new Effect.Tell(moves.message(urgency, title, state.story())));
    }
}
