package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Hold;
import io.nightshift.core.machine.Machine;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.promotion.plan.OnFailure;
import io.nightshift.promotion.plan.PromotionSpec;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.plan.SupersedePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one decision of a promotion by {@link PromotionTable}. A decision to roll back that is made while an act is
 * in progress waits in {@link Promotion#then}: an act that takes effect after its own undo would leave traffic on a
 * version that is no longer monitored.
 */
final class PromotionMachine extends Machine<PromotionPhase, Promotion, PromotionMachine> {

    /**
     * The time limit for a platform to make the new version its only one (Kubernetes rolls the stable deployment).
     */
    private static final Duration RETIRING = Duration.ofMinutes(30);

    private static final Set<PromotionPhase> RETURNING = EnumSet.of(
            PromotionPhase.GOING_BACK, PromotionPhase.CHECKING_BACK, PromotionPhase.QUARANTINING, PromotionPhase.DONE);

    /** While the traffic is not where it should be, a failed query is retried only this often. */
    private static final int HASTE = 2;

    private static final Set<PromotionPhase> WATCHING =
            EnumSet.of(PromotionPhase.WATCHING_SHARES, PromotionPhase.WATCHING_ALARMS, PromotionPhase.ANALYSING);

    /** All traffic has been shifted: nothing is left to pause. */
    private static final Set<PromotionPhase> CLOSING = EnumSet.of(PromotionPhase.PROVING, PromotionPhase.RETIRING);

    private final PromotionSpec plan;
    private final PlanCursor cursor;
    private final Admission admission;
    private final WaveRunner wave;
    private final BakeMonitor bakeMonitor;
    private final PromotionCompletion completion;
    private final Rollback rollback;
    private final SourceCheck sources;
    private final ServingCheck serving;
    private final LeftoverShares leftOvers;
    private final UntouchedCheck untouched;

    PromotionMachine(PromotionSpec plan, Context context) {
        super(PromotionTable.TABLE, context);
        this.plan = plan;
        this.cursor = new PlanCursor(plan);
        this.admission = new Admission(this);
        this.wave = new WaveRunner(this);
        this.bakeMonitor = new BakeMonitor(this);
        this.completion = new PromotionCompletion(this);
        this.rollback = new Rollback(this);
        this.sources = new SourceCheck(this);
        this.serving = new ServingCheck(this);
        this.leftOvers = new LeftoverShares(this);
        this.untouched = new UntouchedCheck(this);
    }

    @Override
    protected PromotionMachine self() {
        return this;
    }

    @Override
    protected String page() {
        return plan.page();
    }

    @Override
    protected String title(Promotion state) {
        return plan.service() + " " + state.candidate().map(Candidate::label).orElse("");
    }

    PromotionSpec plan() {
        return plan;
    }

    PlanCursor cursor() {
        return cursor;
    }

    WaveRunner wave() {
        return wave;
    }

    Admission admission() {
        return admission;
    }

    BakeMonitor bakeMonitor() {
        return bakeMonitor;
    }

    PromotionCompletion completion() {
        return completion;
    }

    Rollback rollback() {
        return rollback;
    }

    SourceCheck sources() {
        return sources;
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

    /** Queries how the traffic of the target is distributed. */
    Step<Promotion> exposure(Promotion state, PromotionTarget target) {
        return observe(
                state,
                PromotionQuestions.EXPOSURE,
                target.resource(),
                cursor.rollout(state, target).toJson());
    }

    @Override
    protected Step<Promotion> aborted(Promotion state, Fact.Aborted aborted) throws JsonException {
        return back(
                state,
                new RollbackState("aborted by " + aborted.by() + ": " + aborted.reason(), Outcome.ABORTED, false));
    }

    @Override
    public Step<Promotion> enter(Promotion state, PromotionPhase phase) throws JsonException {
        return super.enter(UntouchedCheck.over(state).at(state.place().first()), phase);
    }

    @Override
    protected Promotion landed(Promotion state, Fact result) throws JsonException {
        return WaveRunner.landed(state, result);
    }

    @Override
    protected Optional<Step<Promotion>> decidedMeanwhile(Promotion landed) throws JsonException {
        var then = landed.then();
        return then.isPresent() && !RETURNING.contains(landed.phase())
                ? Optional.of(back(landed.andThen(Optional.empty()), then.get()))
                : Optional.empty();
    }

    @Override
    protected int patience(Promotion state) {
        boolean hurries = state.phase() == PromotionPhase.GOING_BACK || UntouchedCheck.isUnderWay(state);
        return hurries ? HASTE : PATIENCE;
    }

    @Override
    protected boolean retries(Promotion state, Problem problem) {
        boolean passing = problem.retryable() || problem.mayHaveHappened();
        return switch (state.phase()) {
            case RETIRING -> passing && now().isBefore(state.since().plus(RETIRING));
            case GOING_BACK -> false;
            // A platform that rolls back from a version that did not start accepts it again only after that
            // rollback.
            case SETTLING -> passing && wave.inTime(state);
            default -> super.retries(state, problem);
        };
    }

    /**
     * During a rollback one target does not wait for another; and after the traffic is rolled back, removing the
     * remains is not worth waiting for.
     */
    @Override
    protected Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        return RETURNING.contains(state.phase()) ? decidedAgainst(state, refused) : super.refused(state, refused);
    }

    /** Everything with traffic is monitored meanwhile: the act must not rely on stale observations. */
    @Override
    protected Step<Promotion> deferred(Promotion state, Fact.Refused refused, Instant until) throws JsonException {
        boolean onward = state.phase() == PromotionPhase.DEPLOYING || state.phase() == PromotionPhase.SHIFTING;
        return onward && !cursor.exposed(state).isEmpty()
                ? stand(
                        state,
                        new Hold<>(
                                Hold.Kind.WAITS,
                                state.phase(),
                                refused.verdict().reason(),
                                until,
                                now()))
                : super.deferred(state, refused, until);
    }

    @Override
    protected Step<Promotion> arrived(Promotion state, Signal signal) throws JsonException {
        return switch (signal) {
            case Signal.ImagePush push ->
                requested(
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
                yield requested(
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

    private Step<Promotion> requested(Promotion state, Candidate candidate) throws JsonException {
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
        return newer(state.before(candidate), candidate);
    }

    private Step<Promotion> newer(Promotion state, Candidate candidate) throws JsonException {
        var policy = plan.newer();
        boolean waits = policy == SupersedePolicy.FINISH_FIRST
                || (policy == SupersedePolicy.QUEUE && !cursor.onGuard(state))
                || RETURNING.contains(state.phase())
                || CLOSING.contains(state.phase())
                || state.held().filter(hold -> hold.kind().ofHumans()).isPresent();
        if (waits) {
            var told = state.tell("newer, waits until this is over: " + candidate.label());
            return Step.of(
                    told,
                    new Effect.Tell(message(INFO, "Waits: " + plan.service() + " " + candidate.label(), told.story())));
        }
        return cursor.onGuard(state)
                ? unproven(state)
                : back(state, new RollbackState("superseded by " + candidate.label(), Outcome.NOT_NEEDED, false));
    }

    /** It has all traffic, and a newer candidate must not wait for its guard period. */
    Step<Promotion> unproven(Promotion state) {
        var newer = state.newer().map(Candidate::label).orElse("something newer");
        return end(
                state,
                Outcome.RESOLVED,
                "it has all traffic; not proven, because " + newer + " came before the end of its guard time",
                INFO);
    }

    /** Rolls back on request: at once, or when the act in progress has finished. */
    Step<Promotion> back(Promotion state, RollbackState why) throws JsonException {
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

    Step<Promotion> goBack(Promotion state, RollbackState why) throws JsonException {
        var told = state.tell(why.why()).held(Optional.empty());
        return cursor.touched(told).isEmpty()
                ? end(told, why.outcome(), why.why(), INFO)
                : enter(told.back(asFarAsPossible(told, why)), PromotionPhase.GOING_BACK);
    }

    /** Targets that were only restarted, or whose old version was removed, stay unchanged. */
    private RollbackState asFarAsPossible(Promotion state, RollbackState why) {
        int left = cursor.touched(state).size() - cursor.toTakeBack(state).size();
        if (left == 0 || why.outcome() != Outcome.ROLLED_BACK) {
            return why;
        }
        boolean all = cursor.toTakeBack(state).isEmpty();
        var rest = all ? "there is nothing to go back to" : "some targets have nothing left to go back to";
        return new RollbackState(why.why() + "; " + rest, Outcome.ESCALATED, why.bad() && !all);
    }

    /** The promotion failed: it rolls back, unless the policy says to stay. */
    Step<Promotion> fail(Promotion state, RollbackState why) throws JsonException {
        boolean freezes =
                plan.onFailure() == OnFailure.FREEZE && !cursor.touched(state).isEmpty();
        if (!freezes) {
            return goBack(state, why);
        }
        if (CLOSING.contains(state.phase())) {
            return end(state, Outcome.ESCALATED, why.why() + "; it is left as it is, and not proven", PAGE);
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
        return fail(state, new RollbackState(why, Outcome.ROLLED_BACK, true));
    }

    @Override
    protected Step<Promotion> commanded(Promotion state, Fact.Commanded told) throws JsonException {
        if (!told.command().equals("rollback")) {
            return super.commanded(state, told);
        }
        var by = told.by() + (told.reason().isEmpty() ? "" : ": " + told.reason());
        return RETURNING.contains(state.phase()) && state.back().isPresent() && state.phase() != PromotionPhase.DONE
                ? rollback.hurry(state, by)
                : back(state, new RollbackState("rolled back by " + by, Outcome.ROLLED_BACK, true));
    }

    @Override
    protected Step<Promotion> resumed(Promotion free, Hold<PromotionPhase> hold, String by, boolean goOn)
            throws JsonException {
        if (goOn && hold.kind() == Hold.Kind.SHORTAGE) {
            return bakeMonitor.passed(free, "a human said to go on: " + by);
        }
        boolean changed = hold.kind() == Hold.Kind.CHANGED;
        var seen = changed ? free.knowing(WaveRunner.RESUMED, Json.obj()) : free;
        if (!hold.kind().ofHumans() || cursor.exposed(seen).isEmpty()) {
            return enter(seen, hold.from());
        }
        // Nothing was checked since it was held: first check the shares, the alarms and the metrics. A share that
        // someone changed is set to the step's share again.
        var from = changed && hold.from() == PromotionPhase.BAKING ? PromotionPhase.SHIFTING : hold.from();
        var looks = new Hold<>(Hold.Kind.WAITS, from, hold.why(), now(), hold.since());
        var anew = hold.kind() == Hold.Kind.FROZEN && from == PromotionPhase.BAKING ? bakingAnew(seen) : seen;
        return enter(anew.held(Optional.of(looks)), PromotionPhase.WATCHING_SHARES);
    }

    /** After a fix, only later data counts. */
    private Promotion bakingAnew(Promotion state) {
        return state.by(state.times().baking(now(), now().plus(cursor.bake(state))));
    }

    /** Holds the promotion and pages on-call; replaces an existing hold. */
    Step<Promotion> hold(Promotion state, Hold.Kind kind, PromotionPhase from, String why) throws JsonException {
        return hold(
                state.without(WaveRunner.RESUMED),
                kind,
                from,
                why,
                "To go back: nightshift rollback " + plan.service());
    }

    /** Ends the promotion in its current state, and starts a waiting newer one. */
    Step<Promotion> end(Promotion state, Outcome outcome, String reason, Urgency urgency) {
        var done = state.tell(reason);
        var effects = new ArrayList<Effect>();
        // An outcome that needs a human pages one.
        var urgent = outcome == Outcome.ESCALATED ? PAGE : urgency;
        boolean superseded = outcome == Outcome.NOT_NEEDED && state.back().isPresent();
        var title = superseded ? "Superseded: " : title(outcome);
        effects.add(new Effect.Tell(message(urgent, title + title(state), done.story())));
        state.newer().ifPresent(newer -> effects.add(new Effect.Begin(request(newer))));
        return finish(done, outcome, reason, effects.toArray(Effect[]::new));
    }

    private static String title(Outcome outcome) {
        return switch (outcome) {
            case RESOLVED -> "Promoted: ";
            case NOT_NEEDED -> "Nothing to promote: ";
            case ESCALATED -> "Needs a human: ";
            case ROLLED_BACK -> "Rolled back: ";
            case ABORTED -> "Aborted: ";
            case FAILED -> "Failed: ";
        };
    }

    /** The same candidate under a new id: the ledger has already seen the first one. */
    private Signal.Request request(Candidate newer) {
        var header = new Signal.Header(
                new SignalId(newer.signal() + "/after/" + context().key().id()),
                "nightshift",
                newer.at(),
                context().key().subject(),
                Map.of());
        var what = Json.obj()
                .with("image", newer.image())
                .with("digest", newer.digest())
                .with("tag", newer.tag())
                .with("rollback", newer.rollback());
        return new Signal.Request(header, plan.service(), what, newer.by());
    }
}
