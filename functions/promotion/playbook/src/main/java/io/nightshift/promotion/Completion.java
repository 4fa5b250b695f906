package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;

import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.action.MarkKnownGood;
import io.nightshift.promotion.action.Retire;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.promotion.target.TrafficStatus;

/** Completes a successful promotion: removes what was kept for a rollback, and marks the digest as known good. */
final class Completion implements PhaseHandler {

    private final PromotionMachine machine;
    private final PromotionSteps moves;

    Completion(PromotionMachine machine) {
        this.machine = machine;
        this.moves = machine.moves;
    }

    @Override
    public Step<Promotion> go(Promotion state) throws JsonException {
        if (state.phase() == PromotionPhase.PROVING) {
            var candidate = state.candidateOrThrow();
            return moves.act(
                    state,
                    new MarkKnownGood(moves.service(), moves.plan().service(), candidate.image(), candidate.digest()));
        }
        var target = PromotionSteps.item(moves.touched(state), state);
        return target.isPresent()
                ? moves.look(
                        state,
                        Queries.EXPOSURE,
                        target.get().resource(),
                        moves.rollout(state, target.get()).toJson())
                : machine.enter(state, PromotionPhase.PROVING);
    }

    private Step<Promotion> retire(Promotion state, PromotionTarget target) {
        return moves.act(state, new Retire(target.resource(), moves.rollout(state, target)));
    }

    /** The old version is removed only after a check that the new one serves. */
    @Override
    public Step<Promotion> observed(Promotion state, Fact.Observed seen) throws JsonException {
        var target = PromotionSteps.item(moves.touched(state), state);
        return target.isPresent()
                ? machine.serving()
                        .check(state, target.get(), TrafficStatus.of(seen), alive -> retire(alive, target.get()))
                : Step.of(state);
    }

    /** The platform refuses to retire for a version that does not serve. */
    @Override
    public Step<Promotion> blind(Promotion state, Fact.NotObserved not) {
        var target = PromotionSteps.item(moves.touched(state), state);
        return target.isPresent() ? retire(state, target.get()) : Step.of(state);
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return state.phase() == PromotionPhase.PROVING
                ? moves.finish(state, Outcome.RESOLVED, "it has all traffic and is proven", INFO)
                : go(state.at(state.place().nextItem()).by(state.times().waitingSince(moves.now())));
    }

    @Override
    public Step<Promotion> acted(Promotion state, Fact.Acted acted) throws JsonException {
        var target = acted.action().target();
        var targetState = state.targetState(target);
        boolean retired = acted.action() instanceof Retire && targetState.isPresent();
        return next(retired ? state.with(target, targetState.get().mark(TargetState.Mark.RETIRED)) : state);
    }

    /** An old version that remains costs money but does no harm; a new one that does not serve is not a success. */
    @Override
    public Step<Promotion> failed(Promotion state, Fact.Failed failed) throws JsonException {
        var target = PromotionSteps.item(moves.touched(state), state);
        var problem = failed.problem();
        return problem.code().equals(TargetPlatform.NOT_SERVING) && target.isPresent()
                ? machine.serving().check(state, target.get(), down(problem), this::next)
                : next(state.tell("could not " + failed.action().sentence() + ": " + problem.message()));
    }

    private static TrafficStatus down(Problem problem) {
        return new TrafficStatus(100, true, "").down(problem.message(), "");
    }

    @Override
    public Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        return next(state.tell("was not allowed to " + refused.action().sentence()));
    }
}
