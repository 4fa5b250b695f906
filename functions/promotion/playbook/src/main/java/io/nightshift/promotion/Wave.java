package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.action.Deploy;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.promotion.action.ShiftTraffic;
import io.nightshift.promotion.plan.Check;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.plan.SupersedePolicy;
import io.nightshift.promotion.target.Readiness.Cause;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.promotion.target.TrafficStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Moves the targets of one wave together through each step: all are deployed before any has traffic, and all have a
 * share before it bakes.
 */
final class Wave implements PhaseHandler {

    /**
     * The fact that a human reviewed a change by someone else and resumed: it applies to every target of the step,
     * until all have their share. The share meant for each target is the one of the first check afterwards.
     */
    static final String RESUMED = "resumed";

    /** The fact that counts how often a version that ended at its start was deployed again. */
    private static final String STARTS = "starts";

    /** The fact that contains why it is deployed again. */
    private static final String AGAIN = "again";

    private final PromotionMachine machine;
    private final PromotionSteps moves;

    Wave(PromotionMachine machine) {
        this.machine = machine;
        this.moves = machine.moves;
    }

    @Override
    public Step<Promotion> go(Promotion state) throws JsonException {
        return switch (state.phase()) {
            case BASELINES -> baseline(state);
            case DEPLOYING -> deploy(state);
            case SETTLING -> settle(state);
            case VERIFYING -> verify(state);
            case SHIFTING -> shift(state);
            case READING_BACK -> readBack(state);
            default -> throw new IllegalStateException(state.phase() + " is no phase of a wave");
        };
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return go(state.at(state.place().nextItem()).by(state.times().waitingSince(moves.now())));
    }

    private Step<Promotion> look(Promotion state, String name, PromotionTarget target) {
        return moves.look(
                state,
                name,
                target.resource(),
                Admission.asked(state, moves.rollout(state, target), moves.stage(state)));
    }

    private Step<Promotion> baseline(Promotion state) throws JsonException {
        var all = moves.stage(state).waves().get(state.place().wave());
        var target = PromotionSteps.item(all, state);
        return target.isPresent()
                ? look(state, Queries.PREFLIGHT, target.get())
                : machine.enter(state, PromotionPhase.DEPLOYING);
    }

    private Step<Promotion> deploy(Promotion state) throws JsonException {
        var item = PromotionSteps.item(moves.wave(state), state);
        if (item.isEmpty()) {
            return machine.enter(state, PromotionPhase.SETTLING);
        }
        return consult(state);
    }

    /**
     * The digest may have been quarantined since the last act: this is checked right before each act that gives it
     * traffic.
     */
    private Step<Promotion> consult(Promotion state) {
        return moves.look(state, Queries.BOOK, moves.context().key().subject(), moves.name(state));
    }

    private Step<Promotion> consulted(Promotion state, Fact.Observed seen) throws JsonException {
        var target = PromotionSteps.item(moves.wave(state), state);
        if (seen.health() != Health.WELL) {
            var why = Admission.quarantined(
                    seen, state.candidateOrThrow(), moves.plan().service());
            return machine.fail(state, new RollbackReason(why, Outcome.ROLLED_BACK, false));
        }
        if (target.isEmpty()) {
            return Step.of(state);
        }
        return state.phase() == PromotionPhase.DEPLOYING
                ? deploy(state, target.get())
                : look(state, Queries.EXPOSURE, target.get());
    }

    /** A share that someone else set is not overwritten, unless a human has reviewed it and resumed. */
    private Step<Promotion> looked(Promotion state, Fact.Observed seen) throws JsonException {
        var target = PromotionSteps.item(moves.wave(state), state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        var exposure = TrafficStatus.of(seen);
        if (servesAgain(state, target.get(), exposure)) {
            return stepByStep(state, target.get());
        }
        int ours = state.targetState(target.get().resource())
                .map(TargetState::share)
                .orElse(0);
        // All of it may already be done, if a deployment is the whole change or a worker died after the act.
        boolean known = exposure.percent() == ours
                || exposure.percent() == moves.percent(state, target.get())
                || !exposure.settled();
        return exposure.others().isEmpty() && (known || isMeant(state, target.get(), exposure))
                ? machine.serving()
                        .check(
                                meant(state, target.get(), exposure),
                                target.get(),
                                exposure,
                                sure -> shift(sure, target.get(), exposure))
                : changed(state, seen, ours);
    }

    /** A dead baseline may have been started while the first share waited: then there is something to lose. */
    private static boolean servesAgain(Promotion state, PromotionTarget target, TrafficStatus exposure) {
        boolean wasDown = state.targetState(target.resource())
                .filter(targetState -> !targetState.hasBaseline() && !targetState.is(TargetState.Mark.RESTART))
                .isPresent();
        return wasDown
                && exposure.settled()
                && exposure.percent() == 0
                && exposure.baselineDown().isEmpty();
    }

    private Step<Promotion> stepByStep(Promotion state, PromotionTarget target) throws JsonException {
        var told = state.with(
                        target.resource(),
                        state.targetState(target.resource()).orElseThrow().down(""))
                .tell("what has the traffic of %s serves again: the version gets it step by step"
                        .formatted(target.resource().label()));
        return machine.enter(noShare(told) ? told.at(told.place().step(0)) : told, PromotionPhase.SHIFTING);
    }

    private boolean noShare(Promotion state) {
        return moves.wave(state).stream()
                .allMatch(
                        each -> state.targetState(each.resource()).orElseThrow().share() == 0);
    }

    /** Reports whether a human has resumed with that share. */
    static boolean isMeant(Promotion state, PromotionTarget target, TrafficStatus exposure) {
        return state.facts().get(RESUMED) instanceof Json.Obj shares
                && Optional.ofNullable(shares.get(target.resource().toString()))
                        .map(Json.of(exposure.percent())::equals)
                        .orElse(true);
    }

    static Promotion meant(Promotion state, PromotionTarget target, TrafficStatus exposure) {
        return state.facts().get(RESUMED) instanceof Json.Obj shares
                ? state.knowing(state.facts()
                        .with(RESUMED, shares.with(target.resource().toString(), exposure.percent())))
                : state;
    }

    /** A restarted version already has its share. */
    private Step<Promotion> shift(Promotion state, PromotionTarget target, TrafficStatus exposure)
            throws JsonException {
        var targetState = state.targetState(target.resource()).orElseThrow();
        return targetState.is(TargetState.Mark.RESTART) && exposure.percent() == 100
                ? next(state.with(target.resource(), targetState.at(100)))
                : shift(state, target);
    }

    private Step<Promotion> changed(Promotion state, Fact.Observed seen, int ours) throws JsonException {
        return machine.hold(
                state,
                Hold.Kind.CHANGED,
                PromotionPhase.SHIFTING,
                TrafficStatus.of(seen).changed(seen.query().subject().label(), ours));
    }

    private Step<Promotion> deploy(Promotion state, PromotionTarget one) {
        var target = one.resource();
        var touched = state.with(target, state.targetState(target).orElseThrow().touch());
        return moves.act(touched, new Deploy(target, moves.rollout(touched, one)));
    }

    private Step<Promotion> settle(Promotion state) throws JsonException {
        var target = PromotionSteps.item(moves.wave(state), state);
        return target.isPresent()
                ? look(state, Queries.DEPLOYED, target.get())
                : machine.enter(state, PromotionPhase.VERIFYING);
    }

    private Step<Promotion> verify(Promotion state) throws JsonException {
        var checks = moves.stage(state).verify();
        var targets = moves.wave(state);
        int item = state.place().item();
        if (item >= checks.size() || targets.isEmpty()) {
            return machine.enter(state, PromotionPhase.CHECKING_NUMBERS);
        }
        var check = checks.get(item);
        if (check.job().isEmpty()) {
            var with = moves.rollout(state, targets.getFirst()).toJson().with("check", check.description());
            return moves.look(state, Queries.CHECK, targets.getFirst().resource(), with);
        }
        var execution = View.of(state.facts()).at("execution").textOr("");
        return execution.isEmpty()
                ? moves.act(state, job(state, check))
                : moves.look(state, Queries.JOB, check.job().get(), Json.obj().with("execution", execution));
    }

    private RunJob job(Promotion state, Check check) {
        var candidate = state.candidateOrThrow();
        return new RunJob(
                check.job().orElseThrow(),
                Json.obj()
                        .with("service", moves.plan().service())
                        .with("stage", moves.stage(state).name())
                        .with("image", candidate.image())
                        .with("digest", candidate.digest()));
    }

    private Step<Promotion> shift(Promotion state) throws JsonException {
        var item = PromotionSteps.item(moves.wave(state), state);
        if (item.isEmpty()) {
            return machine.enter(without(state, RESUMED), PromotionPhase.READING_BACK);
        }
        return consult(state);
    }

    private Step<Promotion> shift(Promotion state, PromotionTarget one) {
        int percent = moves.percent(state, one);
        var target = one.resource();
        var begun = noShare(state) ? state.by(state.times().firstTraffic(moves.now())) : state;
        return moves.act(begun, new ShiftTraffic(target, moves.rollout(begun, one), percent));
    }

    private Step<Promotion> readBack(Promotion state) throws JsonException {
        var target = PromotionSteps.item(moves.wave(state), state);
        if (target.isPresent()) {
            return look(state, Queries.EXPOSURE, target.get());
        }
        var bake = moves.bake(state);
        var targets = moves.wave(state).size();
        var told = targets == 0
                ? state
                : state.tell("%d %% of %d target%s, baking for %s"
                        .formatted(moves.percent(state), targets, targets == 1 ? "" : "s", DurationText.say(bake)));
        return machine.enter(
                told.by(told.times().baking(moves.now(), moves.now().plus(bake))), PromotionPhase.BAKING);
    }

    @Override
    public Step<Promotion> observed(Promotion state, Fact.Observed seen) throws JsonException {
        return switch (state.phase()) {
            case BASELINES -> baselined(state, seen);
            case DEPLOYING -> consulted(state, seen);
            case SHIFTING -> seen.query().name().equals(Queries.BOOK) ? consulted(state, seen) : looked(state, seen);
            case SETTLING -> settled(state, seen);
            case VERIFYING -> verified(state, seen);
            case READING_BACK -> readBack(state, seen);
            default -> Step.of(state);
        };
    }

    private Step<Promotion> baselined(Promotion state, Fact.Observed seen) throws JsonException {
        var target =
                PromotionSteps.item(moves.stage(state).waves().get(state.place().wave()), state);
        var obstacle = Admission.obstacle(seen);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        if (LeftoverShares.isAbout(state, seen)) {
            return machine.leftOvers().found(state, target.get(), seen, Step::of, this::denied);
        }
        if (LeftoverShares.mayBe(state, seen)) {
            return machine.leftOvers().look(state, target.get(), obstacle);
        }
        if (obstacle.isEmpty()) {
            return machine.admission().noted(state, target.get(), seen, this::next);
        }
        return Admission.mayPass(seen) && inTime(state)
                ? moves.again(state)
                : denied(state, "preflight of " + target.get().resource().label() + ": " + obstacle);
    }

    private Step<Promotion> denied(Promotion state, String why) throws JsonException {
        return machine.hold(state, Hold.Kind.DENIED, PromotionPhase.BASELINES, why);
    }

    boolean inTime(Promotion state) {
        return moves.now().isBefore(settled(state));
    }

    private Instant settled(Promotion state) {
        return state.times().phase().plus(moves.stage(state).settle());
    }

    private static String reason(Fact.Observed seen) throws JsonException {
        return View.of(seen.details()).at("reason").textOr("it does not say why");
    }

    private Step<Promotion> settled(Promotion state, Fact.Observed seen) throws JsonException {
        var label = seen.query().subject().label();
        return switch (seen.health()) {
            case WELL -> next(without(state, STARTS, AGAIN));
            case UNKNOWN ->
                inTime(state)
                        ? moves.again(PromotionSteps.waits(state, label + ": " + reason(seen), settled(state)))
                        : machine.bad(
                                state,
                                "%s is not ready after %s: %s"
                                        .formatted(
                                                label,
                                                DurationText.say(
                                                        moves.stage(state).settle()),
                                                reason(seen)));
            case UNWELL -> notReady(state, seen, label + " did not become ready: " + reason(seen));
        };
    }

    /**
     * A version that ended at its start, or whose image could not be fetched, is deployed again: the registry may
     * have been unavailable.
     */
    private Step<Promotion> notReady(Promotion state, Fact.Observed seen, String why) throws JsonException {
        var cause = View.of(seen.details()).at("cause").textOr(Cause.VERSION.word());
        boolean image = cause.equals(Cause.IMAGE.word());
        long starts = View.of(state.facts()).at(STARTS).integerOr(0);
        boolean start = cause.equals(Cause.START.word()) && starts < PromotionMachine.PATIENCE;
        var target = PromotionSteps.item(moves.wave(state), state);
        if (target.isPresent() && (image || start) && inTime(state)) {
            var line = why + "; it is deployed again";
            var told = starts > 0 || state.story().contains(line) ? state : state.tell(line);
            return deploy(told.knowing(told.facts().with(AGAIN, cause)), target.get());
        }
        return image
                ? machine.fail(state, new RollbackReason(why, Outcome.ROLLED_BACK, false))
                : machine.bad(state, why);
    }

    private Step<Promotion> verified(Promotion state, Fact.Observed seen) throws JsonException {
        var check = moves.stage(state).verify().get(state.place().item());
        boolean job = check.job().isPresent();
        return switch (seen.health()) {
            case WELL -> passed(state, check);
            case UNWELL -> job ? failed(state, check, reason(seen)) : tryAgain(state, check, reason(seen));
            case UNKNOWN -> tryAgain(state, check, reason(seen));
        };
    }

    private Step<Promotion> passed(Promotion state, Check check) throws JsonException {
        return next(without(state, "execution").tell("verified: " + name(check)));
    }

    private static String name(Check check) {
        return check.job().map(job -> "job " + job.label()).orElse("HTTP check");
    }

    private Step<Promotion> tryAgain(Promotion state, Check check, String why) throws JsonException {
        return moves.now().isBefore(state.times().phase().plus(check.within()))
                ? moves.again(state)
                : failed(state, check, why + " (tried for " + DurationText.say(check.within()) + ")");
    }

    private Step<Promotion> failed(Promotion state, Check check, String why) throws JsonException {
        return machine.bad(without(state, "execution"), "verification failed: " + name(check) + ": " + why);
    }

    /** The state without facts that were kept for one phase. */
    static Promotion without(Promotion state, String... facts) {
        var gone = List.of(facts);
        var rest = Json.obj();
        for (var one : state.facts().members().entrySet()) {
            if (!gone.contains(one.getKey())) {
                rest = rest.with(one.getKey(), one.getValue());
            }
        }
        return state.knowing(rest);
    }

    private Step<Promotion> readBack(Promotion state, Fact.Observed seen) throws JsonException {
        var exposure = TrafficStatus.of(seen);
        var target = PromotionSteps.item(moves.wave(state), state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        int percent = moves.percent(state, target.get());
        boolean more = exposure.percent() > percent;
        boolean less = exposure.settled() && exposure.percent() != percent;
        if (!exposure.others().isEmpty() || more || less) {
            return changed(state, seen, percent);
        }
        if (exposure.settled()) {
            return next(state);
        }
        return inTime(state)
                ? moves.again(state)
                : machine.fail(
                        state,
                        new RollbackReason(
                                seen.query().subject().label() + " did not take the share in "
                                        + DurationText.say(moves.stage(state).settle()),
                                Outcome.ROLLED_BACK,
                                false));
    }

    @Override
    public Step<Promotion> blind(Promotion state, Fact.NotObserved not) throws JsonException {
        return machine.hold(
                state,
                Hold.Kind.BLIND,
                state.phase(),
                not.query().subject().label() + " could not be looked at: "
                        + not.problem().message());
    }

    /** Updates the target's state by the result of an act. */
    static Promotion landed(Promotion state, Fact result) throws JsonException {
        return switch (result) {
            case Fact.Acted(Deploy deploy, var ignored, var details) -> {
                var version = View.of(details).at("version").textOr("");
                yield noting(state, deploy, targetState -> targetState.begun().with(version));
            }
            case Fact.Acted(ShiftTraffic shift, var ignored, var details) ->
                noting(state, shift, targetState -> targetState.at(shift.percent()));
            case Fact.Refused(Deploy deploy, var ignored, var mayHaveHappened) ->
                noting(state, deploy, mayHaveHappened ? TargetState::begun : TargetState::notBegun);
            case Fact.Failed(Deploy deploy, var ignored, var problem)
            when problem.mayHaveHappened() -> noting(state, deploy, TargetState::begun);
            default -> state;
        };
    }

    private static Promotion noting(Promotion state, Action action, UnaryOperator<TargetState> what) {
        var target = action.target();
        return state.targetState(target)
                .map(targetState -> state.with(target, what.apply(targetState)))
                .orElse(state);
    }

    @Override
    public Step<Promotion> acted(Promotion state, Fact.Acted acted) throws JsonException {
        if (acted.action() instanceof RunJob) {
            return ran(state, View.of(acted.details()));
        }
        if (state.phase() == PromotionPhase.BASELINES) {
            return moves.again(state.tell("taken back: what was left over on "
                            + acted.action().target().label())
                    .knowing(state.facts().with(LeftoverShares.TAKEN, true)));
        }
        return state.phase() == PromotionPhase.SETTLING ? moves.again(startedAgain(state)) : next(state);
    }

    /** A version whose image could not be fetched was not started: it does not count as a start. */
    private static Promotion startedAgain(Promotion state) throws JsonException {
        var facts = View.of(state.facts());
        return facts.at(AGAIN).textOr("").equals(Cause.START.word())
                ? state.knowing(state.facts().with(STARTS, facts.at(STARTS).integerOr(0) + 1))
                : state;
    }

    private Step<Promotion> ran(Promotion state, View details) throws JsonException {
        var check = moves.stage(state).verify().get(state.place().item());
        return switch (details.at("state").textOr("")) {
            case "succeeded" -> passed(state, check);
            case "failed" -> failed(state, check, details.at("reason").textOr("it does not say why"));
            default -> {
                var execution = details.at("execution").textOr("");
                // A worker died during the call, and the execution is unknown: one more job does no harm.
                yield execution.isEmpty()
                        ? moves.again(state)
                        // The time that dead workers took before the job ran is not the version's.
                        : go(state.knowing(state.facts().with("execution", execution))
                                .by(state.times().waitingSince(moves.now())));
            }
        };
    }

    @Override
    public Step<Promotion> failed(Promotion state, Fact.Failed failed) throws JsonException {
        var why = failed.action().sentence() + " failed: " + failed.problem().message();
        if (failed.problem().code().equals(TargetPlatform.CHANGED)) {
            var from = failed.action() instanceof Deploy ? PromotionPhase.BASELINES : PromotionPhase.SHIFTING;
            return machine.hold(untouched(state, failed), Hold.Kind.CHANGED, from, why);
        }
        if (failed.problem().code().equals(TargetPlatform.NOT_SERVING)
                && state.times().tries() < PromotionMachine.PATIENCE) {
            // The check right before the act shows which of the two does not serve.
            return moves.again(PromotionSteps.first(state, why));
        }
        return machine.fail(state, new RollbackReason(why, Outcome.ROLLED_BACK, false));
    }

    /** A deployment that was not begun because someone else changed the target: there is nothing to roll back. */
    private static Promotion untouched(Promotion state, Fact.Failed failed) {
        return failed.action() instanceof Deploy deploy && !failed.problem().mayHaveHappened()
                ? state.with(deploy.target(), new TargetState(deploy.rollout().baseline(), "", 0, false))
                : state;
    }

    @Override
    public Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        // The observation right before the act may be transient. If it was the quarantine, the phase queries it
        // again and rolls back.
        if (refused.verdict().guardrail().equals("live-state") && state.times().tries() < PromotionMachine.PATIENCE) {
            return moves.again(state);
        }
        var why = refused.verdict().guardrail() + ": " + refused.verdict().reason();
        return machine.hold(state, Hold.Kind.DENIED, state.phase(), why);
    }

    /** The stage has all traffic everywhere: continue with the next one, or with the guard period. */
    Step<Promotion> stageDone(Promotion state) throws JsonException {
        boolean last = state.place().stage() + 1 >= moves.plan().stages().size();
        var onward = state.approved(false).at(state.place().nextStage());
        if (!last) {
            return machine.enter(onward, PromotionPhase.CONSULTING);
        }
        if (moves.touched(state).isEmpty() && state.facts().get(LeftoverShares.TAKEN) != null) {
            return moves.finish(
                    state, Outcome.RESOLVED, "what was left over is taken back; it serves everywhere", INFO);
        }
        if (moves.touched(state).isEmpty()) {
            return moves.finish(state, Outcome.NOT_NEEDED, "every target has it already", INFO);
        }
        boolean waited = state.newer().isPresent() && moves.plan().newer() == SupersedePolicy.QUEUE;
        return waited ? machine.unproven(state) : guard(onward);
    }

    private Step<Promotion> guard(Promotion state) throws JsonException {
        Duration guard = moves.plan().guard();
        var told = state.tell("all traffic everywhere; on guard for " + DurationText.say(guard));
        var entered = machine.enter(
                told.by(told.times().baking(moves.now(), moves.now().plus(guard))), PromotionPhase.GUARDING);
        return PromotionSteps.telling(entered, moves.message(INFO, "All traffic: " + moves.title(state), told.story()));
    }
}
