package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;

import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.action.MarkKnownGood;
import io.nightshift.promotion.action.Retire;
import io.nightshift.promotion.answer.TargetProblems;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.plan.PromotionTarget;

/** Completes a successful promotion: removes what was kept for a rollback, and marks the digest as known good. */
final class PromotionCompletion {

    private final PromotionMachine machine;
    private final PlanCursor cursor;

    PromotionCompletion(PromotionMachine machine) {
        this.machine = machine;
        this.cursor = machine.cursor();
    }

    Step<Promotion> prove(Promotion state) {
        var candidate = state.candidateOrThrow();
        return machine.act(
                state,
                new MarkKnownGood(cursor.service(), machine.plan().service(), candidate.image(), candidate.digest()));
    }

    Step<Promotion> proven(Promotion state) {
        return machine.end(state, Outcome.RESOLVED, "it has all traffic and is proven", INFO);
    }

    Step<Promotion> retire(Promotion state) throws JsonException {
        var target = PlanCursor.item(cursor.touched(state), state);
        return target.isPresent()
                ? machine.exposure(state, target.get())
                : machine.enter(state, PromotionPhase.PROVING);
    }

    private Step<Promotion> retire(Promotion state, PromotionTarget target) {
        return machine.act(state, new Retire(target.resource(), cursor.rollout(state, target)));
    }

    /** The old version is removed only after a check that the new one serves. */
    Step<Promotion> seen(Promotion state, Answer<TrafficStatus> answer) throws JsonException {
        var target = PlanCursor.item(cursor.touched(state), state);
        return target.isPresent()
                ? machine.serving().check(state, target.get(), answer.details(), alive -> retire(alive, target.get()))
                : Step.of(state);
    }

    /** The platform refuses to retire for a version that does not serve. */
    Step<Promotion> blind(Promotion state, Fact.NotObserved not) {
        var target = PlanCursor.item(cursor.touched(state), state);
        return target.isPresent() ? retire(state, target.get()) : Step.of(state);
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return state.phase() == PromotionPhase.PROVING
                ? proven(state)
                : retire(state.at(state.place().nextItem()).waitingSince(machine.now()));
    }

    Step<Promotion> retired(Promotion state, Fact.Acted acted) throws JsonException {
        var target = acted.action().target();
        var targetState = state.targetState(target);
        return next(
                targetState.isPresent() ? state.with(target, targetState.get().mark(TargetState.Mark.RETIRED)) : state);
    }

    /** An old version that remains costs money but does no harm; a new one that does not serve is not a success. */
    Step<Promotion> failed(Promotion state, Fact.Failed failed) throws JsonException {
        var target = PlanCursor.item(cursor.touched(state), state);
        var problem = failed.problem();
        return problem.code().equals(TargetProblems.NOT_SERVING) && target.isPresent()
                ? machine.serving().check(state, target.get(), down(problem), this::next)
                : next(state.tell("could not " + failed.action().sentence() + ": " + problem.message()));
    }

    private static TrafficStatus down(Problem problem) {
        return new TrafficStatus(100, true, "").down(problem.message(), "");
    }

    Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        return next(state.tell("was not allowed to " + refused.action().sentence()));
    }
}
