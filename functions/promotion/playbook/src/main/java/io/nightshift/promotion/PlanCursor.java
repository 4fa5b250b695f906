package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.plan.Gate;
import io.nightshift.promotion.plan.PromotionSpec;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.plan.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the plan says at the place where a promotion is: its stage, wave, targets and shares. */
record PlanCursor(PromotionSpec plan) {

    /** The current stage; after the last stage, the last one. */
    Stage stage(Promotion state) {
        return plan.stages().get(Math.min(state.place().stage(), plan.stages().size() - 1));
    }

    boolean onGuard(Promotion state) {
        return state.place().stage() >= plan.stages().size();
    }

    /**
     * The target of acts on the whole service: its lock is separate from that of another service with the same image.
     */
    Resource service() {
        return new Resource(Origin.NOWHERE, TargetKinds.SERVICE, plan.service());
    }

    /** The parameters of a query to the digest ledger. */
    Json.Obj name(Promotion state) {
        var candidate = state.candidateOrThrow();
        return Json.obj()
                .with("service", plan.service())
                .with("image", candidate.image())
                .with("digest", candidate.digest());
    }

    /** The targets of the wave that did not already have the version. */
    List<PromotionTarget> wave(Promotion state) {
        return stage(state).waves().get(state.place().wave()).stream()
                .filter(target -> !hadIt(state, target))
                .toList();
    }

    /** Reports whether the target had the version with all traffic before this promotion touched anything. */
    static boolean hadIt(Promotion state, PromotionTarget target) {
        return state.targetState(target.resource())
                .filter(targetState -> !targetState.touched() && targetState.share() == 100)
                .isPresent();
    }

    /** Every touched target, in the order in which they were touched. */
    List<PromotionTarget> touched(Promotion state) {
        return plan.stages().stream()
                .flatMap(stage -> stage.targets().stream())
                .filter(target -> state.targetState(target.resource())
                        .filter(TargetState::touched)
                        .isPresent())
                .toList();
    }

    /** The touched targets that have a baseline to roll back to. */
    List<PromotionTarget> toTakeBack(Promotion state) {
        return touched(state).stream()
                .filter(target -> state.targetState(target.resource())
                        .filter(targetState ->
                                !targetState.is(TargetState.Mark.RESTART) && !targetState.is(TargetState.Mark.RETIRED))
                        .isPresent())
                .toList();
    }

    /** The target's share in this step: 100 if nothing else serves there. */
    int percent(Promotion state, PromotionTarget target) {
        boolean all = state.targetState(target.resource())
                .filter(targetState -> !targetState.hasBaseline())
                .isPresent();
        return all || state.candidateOrThrow().rollback() ? 100 : percent(state);
    }

    /** The share of the step. */
    int percent(Promotion state) {
        return stage(state).steps().get(state.place().step()).percent();
    }

    /** The bake time of the step; zero for a rollback to a known good version. */
    Duration bake(Promotion state) {
        return state.candidateOrThrow().rollback()
                ? Duration.ZERO
                : stage(state).steps().get(state.place().step()).bake();
    }

    List<Gate> gates(Promotion state) {
        return state.candidateOrThrow().rollback() ? List.of() : stage(state).gates();
    }

    boolean asks(Promotion state) {
        return !state.candidateOrThrow().rollback() && stage(state).approval().isPresent();
    }

    /** The next step of the wave; the last one if all of its targets get all traffic at once. */
    Position nextStep(Promotion state) {
        return last(state, state.place().nextStep());
    }

    /** The same step again, for targets that do not have all of their share; or the last step. */
    Position straight(Promotion state) {
        return last(state, state.place().first());
    }

    private Position last(Promotion state, Position place) {
        var targets = wave(state);
        boolean noneServes = !targets.isEmpty()
                && targets.stream()
                        .allMatch(target -> state.targetState(target.resource())
                                .filter(targetState -> !targetState.hasBaseline())
                                .isPresent());
        boolean straight = noneServes || state.candidateOrThrow().rollback();
        return straight ? place.step(stage(state).steps().size() - 1) : place;
    }

    /** The stage's targets with a share of the traffic. */
    List<PromotionTarget> exposed(Promotion state) {
        return stage(state).targets().stream()
                .filter(target -> state.targetState(target.resource())
                        .filter(targetState -> targetState.touched() && targetState.share() > 0)
                        .isPresent())
                .toList();
    }

    Rollout rollout(Promotion state, PromotionTarget target) {
        var targetState = state.targetState(target.resource());
        var candidate = state.candidateOrThrow();
        return new Rollout(
                candidate.image(),
                candidate.digest(),
                targetState.map(TargetState::version).orElse(""),
                targetState.map(TargetState::baseline).orElse(Json.obj()),
                target.settings());
    }

    /** The target at that index of a list; empty past its end. */
    static Optional<PromotionTarget> item(List<PromotionTarget> targets, Promotion state) {
        int item = state.place().item();
        return item < targets.size() ? Optional.of(targets.get(item)) : Optional.empty();
    }
}
