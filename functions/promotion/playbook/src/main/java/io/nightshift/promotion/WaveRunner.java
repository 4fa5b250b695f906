package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.machine.Hold;
import io.nightshift.core.machine.Question;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.PromotionQuestions.DigestStatus;
import io.nightshift.promotion.action.Deploy;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.promotion.action.ShiftTraffic;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.promotion.answer.TargetProblems;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.plan.Check;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.plan.SupersedePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Moves the targets of one wave together through each step: all are deployed before any has traffic, and all have a
 * share before it bakes.
 */
final class WaveRunner {

    /**
     * The fact that a human reviewed a change by someone else and resumed: it applies to every target of the step,
     * until all have their share. The share meant for each target is the one of the first check afterwards.
     */
    static final String RESUMED = "resumed";

    /** The fact that counts how often a version that ended at its start was deployed again. */
    private static final String STARTS = "starts";

    /** The fact that contains the index of the check to which {@code execution} belongs. */
    private static final String EXECUTION_OF = "executionOf";

    /** The fact that contains why it is deployed again. */
    private static final String AGAIN = "again";

    private final PromotionMachine machine;
    private final PlanCursor cursor;

    WaveRunner(PromotionMachine machine) {
        this.machine = machine;
        this.cursor = machine.cursor();
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return machine.go(state.at(state.place().nextItem()).waitingSince(machine.now()));
    }

    private Step<Promotion> look(Promotion state, Question<?> question, PromotionTarget target) {
        return machine.observe(
                state,
                question,
                target.resource(),
                Admission.asked(state, cursor.rollout(state, target), cursor.stage(state)));
    }

    Step<Promotion> baseline(Promotion state) throws JsonException {
        var all = cursor.stage(state).waves().get(state.place().wave());
        var target = PlanCursor.item(all, state);
        return target.isPresent()
                ? look(state, PromotionQuestions.PREFLIGHT, target.get())
                : machine.enter(state, PromotionPhase.DEPLOYING);
    }

    Step<Promotion> deploy(Promotion state) throws JsonException {
        var item = PlanCursor.item(cursor.wave(state), state);
        if (item.isEmpty()) {
            return machine.enter(state, PromotionPhase.SETTLING);
        }
        return isDeployed(state, item.get()) ? next(state) : consult(state);
    }

    /**
     * The digest may have been quarantined since the last act: this is checked right before each act that gives it
     * traffic.
     */
    private Step<Promotion> consult(Promotion state) {
        return machine.observe(
                state, PromotionQuestions.DIGEST, machine.context().key().subject(), cursor.name(state));
    }

    Step<Promotion> consulted(Promotion state, Answer<DigestStatus> answer) throws JsonException {
        var target = PlanCursor.item(cursor.wave(state), state);
        if (answer.health() != Health.WELL) {
            var why = Admission.quarantined(
                    answer.details(), state.candidateOrThrow(), machine.plan().service());
            return machine.fail(state, new RollbackState(why, Outcome.ROLLED_BACK, false));
        }
        if (target.isEmpty()) {
            return Step.of(state);
        }
        return state.phase() == PromotionPhase.DEPLOYING
                ? deploy(state, target.get())
                : look(state, PromotionQuestions.EXPOSURE, target.get());
    }

    /** A share that someone else set is not overwritten, unless a human has reviewed it and resumed. */
    Step<Promotion> looked(Promotion state, Answer<TrafficStatus> answer) throws JsonException {
        var target = PlanCursor.item(cursor.wave(state), state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        var exposure = answer.details();
        if (servesAgain(state, target.get(), exposure)) {
            return stepByStep(state, target.get());
        }
        int ours = state.targetState(target.get().resource())
                .map(TargetState::share)
                .orElse(0);
        if (isDone(state, target.get(), exposure, ours)) {
            return next(meant(state, target.get(), exposure));
        }
        // All of it may already be done, if a deployment is the whole change or a worker died after the act.
        boolean known = exposure.percent() == ours
                || exposure.percent() == cursor.percent(state, target.get())
                || !exposure.settled();
        return exposure.others().isEmpty() && (known || isMeant(state, target.get(), exposure))
                ? machine.serving()
                        .check(
                                meant(state, target.get(), exposure),
                                target.get(),
                                exposure,
                                sure -> shift(sure, target.get(), exposure))
                : changed(state, answer, ours);
    }

    /** A promotion that was held in the middle of a wave does not repeat the acts that are done. */
    private boolean isDone(Promotion state, PromotionTarget target, TrafficStatus exposure, int ours) {
        return isDeployed(state, target)
                && ours == cursor.percent(state, target)
                && exposure.percent() == ours
                && exposure.settled()
                && exposure.others().isEmpty()
                && exposure.versionDown().isEmpty()
                && exposure.baselineDown().isEmpty();
    }

    private static boolean isDeployed(Promotion state, PromotionTarget target) {
        return state.targetState(target.resource())
                .filter(one -> one.touched()
                        && !one.is(TargetState.Mark.BEGUN)
                        && !one.version().isEmpty())
                .isPresent();
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
        return cursor.wave(state).stream()
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

    private Step<Promotion> changed(Promotion state, Answer<TrafficStatus> answer, int ours) throws JsonException {
        return machine.hold(
                state,
                Hold.Kind.CHANGED,
                PromotionPhase.SHIFTING,
                answer.details().changed(answer.label(), ours));
    }

    private Step<Promotion> deploy(Promotion state, PromotionTarget one) {
        var target = one.resource();
        var touched = state.with(target, state.targetState(target).orElseThrow().touch());
        return machine.act(touched, new Deploy(target, cursor.rollout(touched, one)));
    }

    Step<Promotion> settle(Promotion state) throws JsonException {
        var target = PlanCursor.item(cursor.wave(state), state);
        return target.isPresent()
                ? look(state, PromotionQuestions.DEPLOYED, target.get())
                : machine.enter(state, PromotionPhase.VERIFYING);
    }

    Step<Promotion> verify(Promotion state) throws JsonException {
        var checks = cursor.stage(state).verify();
        var targets = cursor.wave(state);
        int item = state.place().item();
        if (item >= checks.size() || targets.isEmpty()) {
            return machine.enter(state, PromotionPhase.CHECKING_NUMBERS);
        }
        var check = checks.get(item);
        if (check.job().isEmpty()) {
            var with = cursor.rollout(state, targets.getFirst()).toJson().with("check", check.description());
            return machine.observe(
                    state, PromotionQuestions.CHECK, targets.getFirst().resource(), with);
        }
        var execution = execution(state);
        return execution.isEmpty()
                ? machine.act(state, job(state, check))
                : machine.observe(
                        state,
                        PromotionQuestions.JOB,
                        check.job().get(),
                        Json.obj().with("execution", execution));
    }

    /** The execution of the current check; a promotion that was held begins with the first check again. */
    private static String execution(Promotion state) throws JsonException {
        var facts = View.of(state.facts());
        return facts.at(EXECUTION_OF).integerOr(state.place().item())
                        == state.place().item()
                ? facts.at("execution").textOr("")
                : "";
    }

    private RunJob job(Promotion state, Check check) {
        var candidate = state.candidateOrThrow();
        return new RunJob(
                check.job().orElseThrow(),
                Json.obj()
                        .with("service", machine.plan().service())
                        .with("stage", cursor.stage(state).name())
                        .with("image", candidate.image())
                        .with("digest", candidate.digest()));
    }

    Step<Promotion> shift(Promotion state) throws JsonException {
        var item = PlanCursor.item(cursor.wave(state), state);
        if (item.isEmpty()) {
            return machine.enter(state.without(RESUMED), PromotionPhase.READING_BACK);
        }
        return consult(state);
    }

    private Step<Promotion> shift(Promotion state, PromotionTarget one) {
        int percent = cursor.percent(state, one);
        var target = one.resource();
        var begun = noShare(state)
                ? state.by(state.times().firstTraffic(machine.now())).waitingSince(machine.now())
                : state;
        return machine.act(begun, new ShiftTraffic(target, cursor.rollout(begun, one), percent));
    }

    Step<Promotion> readBack(Promotion state) throws JsonException {
        var target = PlanCursor.item(cursor.wave(state), state);
        if (target.isPresent()) {
            return look(state, PromotionQuestions.EXPOSURE, target.get());
        }
        var bake = cursor.bake(state);
        var targets = cursor.wave(state).size();
        var told = targets == 0
                ? state
                : state.tell("%d %% of %d target%s, baking for %s"
                        .formatted(cursor.percent(state), targets, targets == 1 ? "" : "s", DurationText.say(bake)));
        return machine.enter(
                told.by(told.times().baking(machine.now(), machine.now().plus(bake))), PromotionPhase.BAKING);
    }

    Step<Promotion> baselined(Promotion state, Answer<Preflight> answer) throws JsonException {
        var target =
                PlanCursor.item(cursor.stage(state).waves().get(state.place().wave()), state);
        var found = answer.details();
        var obstacle = Admission.obstacle(answer);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        if (LeftoverShares.isAbout(state, answer)) {
            return machine.leftOvers().found(state, target.get(), found, Step::of, this::denied);
        }
        if (LeftoverShares.mayBe(state, found)) {
            return machine.leftOvers().look(state, target.get(), obstacle);
        }
        if (obstacle.isEmpty()) {
            return machine.admission().noted(state, target.get(), found, this::next);
        }
        return found.mayPass() && inTime(state)
                ? machine.again(state)
                : denied(state, "preflight of " + answer.label() + ": " + obstacle);
    }

    private Step<Promotion> denied(Promotion state, String why) throws JsonException {
        return machine.hold(state, Hold.Kind.DENIED, PromotionPhase.BASELINES, why);
    }

    boolean inTime(Promotion state) {
        return machine.now().isBefore(settled(state));
    }

    private Instant settled(Promotion state) {
        return state.since().plus(cursor.stage(state).settle());
    }

    Step<Promotion> settled(Promotion state, Answer<Readiness> answer) throws JsonException {
        var label = answer.label();
        return switch (answer.details()) {
            case Readiness.Ready() -> next(state.without(STARTS, AGAIN));
            case Readiness.OnItsWay(var progress) ->
                inTime(state)
                        ? machine.again(machine.waits(state, label + ": " + progress, settled(state)))
                        : machine.bad(
                                state,
                                "%s is not ready after %s: %s"
                                        .formatted(
                                                label,
                                                DurationText.say(
                                                        cursor.stage(state).settle()),
                                                progress));
            case Readiness.Broken(var reason, var cause) ->
                notReady(state, cause, label + " did not become ready: " + reason);
        };
    }

    /**
     * A version that ended at its start, or whose image could not be fetched, is deployed again: the registry may
     * have been unavailable.
     */
    private Step<Promotion> notReady(Promotion state, Cause cause, String why) throws JsonException {
        boolean image = cause == Cause.IMAGE;
        long starts = View.of(state.facts()).at(STARTS).integerOr(0);
        boolean start = cause == Cause.START && starts < PromotionMachine.PATIENCE;
        var target = PlanCursor.item(cursor.wave(state), state);
        if (target.isPresent() && (image || start) && inTime(state)) {
            var line = why + "; it is deployed again";
            var told = starts > 0 || state.story().contains(line) ? state : state.tell(line);
            return deploy(told.knowing(AGAIN, cause.word()), target.get());
        }
        return image
                ? machine.fail(state, new RollbackState(why, Outcome.ROLLED_BACK, false))
                : machine.bad(state, why);
    }

    Step<Promotion> checked(Promotion state, Answer<String> answer) throws JsonException {
        var check = check(state);
        return answer.health() == Health.WELL ? passed(state, check) : tryAgain(state, check, reason(answer));
    }

    Step<Promotion> jobDone(Promotion state, Answer<String> answer) throws JsonException {
        var check = check(state);
        return switch (answer.health()) {
            case WELL -> passed(state, check);
            case UNWELL -> failed(state, check, reason(answer));
            case UNKNOWN -> tryAgain(state, check, reason(answer));
        };
    }

    private Check check(Promotion state) {
        return cursor.stage(state).verify().get(state.place().item());
    }

    private static String reason(Answer<String> answer) {
        return answer.details().isEmpty() ? "it does not say why" : answer.details();
    }

    private Step<Promotion> passed(Promotion state, Check check) throws JsonException {
        return next(state.without("execution", EXECUTION_OF).tell("verified: " + name(check)));
    }

    private static String name(Check check) {
        return check.job().map(job -> "job " + job.label()).orElse("HTTP check");
    }

    private Step<Promotion> tryAgain(Promotion state, Check check, String why) throws JsonException {
        return machine.now().isBefore(state.since().plus(check.within()))
                ? machine.again(state)
                : failed(state, check, why + " (tried for " + DurationText.say(check.within()) + ")");
    }

    private Step<Promotion> failed(Promotion state, Check check, String why) throws JsonException {
        return machine.bad(
                state.without("execution", EXECUTION_OF), "verification failed: " + name(check) + ": " + why);
    }

    Step<Promotion> readBack(Promotion state, Answer<TrafficStatus> answer) throws JsonException {
        var exposure = answer.details();
        var target = PlanCursor.item(cursor.wave(state), state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        int percent = cursor.percent(state, target.get());
        boolean more = exposure.percent() > percent;
        boolean less = exposure.settled() && exposure.percent() != percent;
        if (!exposure.others().isEmpty() || more || less) {
            return changed(state, answer, percent);
        }
        if (exposure.settled()) {
            return next(state);
        }
        return inTime(state)
                ? machine.again(state)
                : machine.fail(
                        state,
                        new RollbackState(
                                answer.label() + " did not take the share in "
                                        + DurationText.say(cursor.stage(state).settle()),
                                Outcome.ROLLED_BACK,
                                false));
    }

    Step<Promotion> blind(Promotion state, Fact.NotObserved not) throws JsonException {
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
            case Fact.Acted(Deploy deploy, var _, var details, var _) -> {
                var version = View.of(details).at("version").textOr("");
                yield noting(state, deploy, targetState -> targetState.begun().with(version));
            }
            case Fact.Acted(ShiftTraffic shift, var _, var _, var _) ->
                noting(state, shift, targetState -> targetState.at(shift.percent()));
            case Fact.Refused(Deploy deploy, var ignored, var mayHaveHappened) ->
                noting(state, deploy, mayHaveHappened ? TargetState::begun : TargetState::notBegun);
            case Fact.Failed(Deploy deploy, var _, var problem, var _)
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

    Step<Promotion> acted(Promotion state, Fact.Acted acted) throws JsonException {
        return next(state);
    }

    Step<Promotion> tookLeftover(Promotion state, Fact.Acted acted) {
        return machine.again(state.tell("taken back: what was left over on "
                        + acted.action().target().label())
                .knowing(LeftoverShares.TAKEN, Json.of(true)));
    }

    /** A version whose image could not be fetched was not started: it does not count as a start. */
    Step<Promotion> startedAgain(Promotion state, Fact.Acted acted) throws JsonException {
        var facts = View.of(state.facts());
        return machine.again(
                facts.at(AGAIN).textOr("").equals(Cause.START.word())
                        ? state.knowing(STARTS, Json.of(facts.at(STARTS).integerOr(0) + 1))
                        : state);
    }

    Step<Promotion> jobRan(Promotion state, Fact.Acted acted) throws JsonException {
        var details = View.of(acted.details());
        var check = check(state);
        return switch (details.at("state").textOr("")) {
            case "succeeded" -> passed(state, check);
            case "failed" -> failed(state, check, details.at("reason").textOr("it does not say why"));
            default -> {
                var execution = details.at("execution").textOr("");
                // A worker died during the call, and the execution is unknown: one more job does no harm.
                yield execution.isEmpty()
                        ? machine.again(state)
                        // The time that dead workers took before the job ran is not the version's.
                        : machine.go(state.knowing("execution", execution)
                                .knowing(EXECUTION_OF, Json.of(state.place().item()))
                                .waitingSince(machine.now()));
            }
        };
    }

    Step<Promotion> failed(Promotion state, Fact.Failed failed) throws JsonException {
        var why = failed.action().sentence() + " failed: " + failed.problem().message();
        if (failed.problem().code().equals(TargetProblems.CHANGED)) {
            var from = failed.action() instanceof Deploy ? PromotionPhase.BASELINES : PromotionPhase.SHIFTING;
            return machine.hold(untouched(state, failed), Hold.Kind.CHANGED, from, why);
        }
        if (failed.problem().code().equals(TargetProblems.NOT_SERVING) && state.tries() < PromotionMachine.PATIENCE) {
            // The check right before the act shows which of the two does not serve.
            return machine.again(state.tellFirst(why));
        }
        return machine.fail(state, new RollbackState(why, Outcome.ROLLED_BACK, false));
    }

    /** A deployment that was not begun because someone else changed the target: there is nothing to roll back. */
    private static Promotion untouched(Promotion state, Fact.Failed failed) {
        return failed.action() instanceof Deploy deploy && !failed.problem().mayHaveHappened()
                ? state.with(deploy.target(), new TargetState(deploy.rollout().baseline(), "", 0, false))
                : state;
    }

    Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        // The observation right before the act may be transient. If it was the quarantine, the phase queries it
        // again and rolls back.
        if (refused.verdict().guardrail().equals("live-state") && state.tries() < PromotionMachine.PATIENCE) {
            return machine.again(state);
        }
        var why = refused.verdict().guardrail() + ": " + refused.verdict().reason();
        return machine.hold(state, Hold.Kind.DENIED, state.phase(), why);
    }

    /** The stage has all traffic everywhere: continue with the next one, or with the guard period. */
    Step<Promotion> stageDone(Promotion state) throws JsonException {
        boolean last = state.place().stage() + 1 >= machine.plan().stages().size();
        var onward = state.approved(false).at(state.place().nextStage());
        if (!last) {
            return machine.enter(onward, PromotionPhase.CONSULTING);
        }
        if (cursor.touched(state).isEmpty() && state.facts().get(LeftoverShares.TAKEN) != null) {
            return machine.end(state, Outcome.RESOLVED, "what was left over is taken back; it serves everywhere", INFO);
        }
        if (cursor.touched(state).isEmpty()) {
            return machine.end(state, Outcome.NOT_NEEDED, "every target has it already", INFO);
        }
        boolean waited = state.newer().isPresent() && machine.plan().newer() == SupersedePolicy.QUEUE;
        return waited ? machine.unproven(state) : guard(onward);
    }

    private Step<Promotion> guard(Promotion state) throws JsonException {
        Duration guard = machine.plan().guard();
        var told = state.tell("all traffic everywhere; on guard for " + DurationText.say(guard));
        var entered = machine.enter(
                told.by(told.times().baking(machine.now(), machine.now().plus(guard))), PromotionPhase.GUARDING);
        return machine.telling(entered, machine.message(INFO, "All traffic: " + machine.title(state), told.story()));
    }
}
