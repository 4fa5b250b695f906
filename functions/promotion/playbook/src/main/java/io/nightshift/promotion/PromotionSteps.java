package io.nightshift.promotion;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.plan.Gate;
import io.nightshift.promotion.plan.PromotionSpec;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.plan.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps shared by all phase handlers of a promotion: query, act, wait, notify, end. */
record PromotionSteps(PromotionSpec plan, Context context, Entered entered) {

    /** The only timer of a promotion: a later one replaces an earlier one. */
    static final String STEP = "step";

    private static final String WAITS_FOR = "waitsFor";
    private static final String WAITS_UNTIL = "waitsUntil";

    /** Called for each transition between phases. */
    @FunctionalInterface
    interface Entered {
        void phase(PromotionPhase from, PromotionPhase to);
    }

    /** Enters the next phase, if the transition table allows it. */
    Promotion to(Promotion state, PromotionPhase next) {
        if (!PhaseTransitions.allowed(state.phase(), next)) {
            throw new IllegalStateException("no way leads from " + state.phase() + " to " + next);
        }
        if (state.phase() != next) {
            entered.phase(state.phase(), next);
        }
        return state.in(next);
    }

    Instant now() {
        return context.now();
    }

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

    Step<Promotion> look(Promotion state, String name, Resource subject, Json.Obj with) {
        return Step.of(state, new Effect.Observe(new Query(name, subject, with)));
    }

    Step<Promotion> act(Promotion state, Action action) {
        return Step.of(state.flying(true), new Effect.Act(action, false));
    }

    Step<Promotion> undo(Promotion state, Action action) {
        return Step.of(state.flying(true), new Effect.Act(action, true));
    }

    Step<Promotion> later(Promotion state, Duration wait) {
        return Step.of(state, new Effect.WakeAt(STEP, now().plus(wait)));
    }

    Step<Promotion> laterAt(Promotion state, Instant at) {
        return Step.of(state, new Effect.WakeAt(STEP, at));
    }

    /** Waits for the next attempt: 1, 2, 4, 8, then 10 seconds. */
    Step<Promotion> again(Promotion state) {
        int tries = state.times().tries();
        var wait = Duration.ofSeconds(Math.min(10, 1L << Math.min(tries, 4)));
        return later(state.by(state.times().tried(tries + 1)), wait);
    }

    /** The same, with a notification. */
    static Step<Promotion> telling(Step<Promotion> step, Message message) {
        var effects = new ArrayList<>(step.effects());
        effects.add(new Effect.Tell(message));
        return new Step<>(step.next(), effects);
    }

    /** Adds the line at the first attempt only. */
    static Promotion first(Promotion state, String line) {
        return state.times().tries() == 0 ? state.tell(line) : state;
    }

    /** Describes the current wait, for status output. */
    static Promotion waits(Promotion state, String what, Instant until) {
        return state.knowing(state.facts().with(WAITS_FOR, what).with(WAITS_UNTIL, until.toString()));
    }

    static Promotion waitsForNothing(Promotion state) {
        return Wave.without(state, WAITS_FOR, WAITS_UNTIL);
    }

    Message message(Urgency urgency, String title, List<String> lines) {
        return new Message(plan.page(), urgency, title, lines);
    }

    /** Ends the promotion in its current state, and starts a waiting newer one. */
    Step<Promotion> finish(Promotion state, Outcome outcome, String reason, Urgency urgency) {
        var done = to(state.tell(reason), PromotionPhase.DONE);
        var effects = new ArrayList<Effect>();
        // An outcome that needs a human pages one.
        var urgent = outcome == Outcome.ESCALATED ? Urgency.PAGE : urgency;
        boolean superseded = outcome == Outcome.NOT_NEEDED && state.back().isPresent();
        var title = superseded ? "Superseded: " : title(outcome);
        effects.add(new Effect.Tell(message(urgent, title + title(state), done.story())));
        state.newer().ifPresent(newer -> effects.add(new Effect.Begin(request(newer))));
        effects.add(new Effect.Finish(outcome, reason));
        return new Step<>(done, effects);
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

    String title(Promotion state) {
        return plan.service() + " " + state.candidate().map(Candidate::label).orElse("");
    }

    /** The same candidate under a new id: the ledger has already seen the first one. */
    private Signal.Request request(Candidate newer) {
        var header = new Signal.Header(
                new SignalId(newer.signal() + "/after/" + context.key().id()),
                "nightshift",
                newer.at(),
                context.key().subject(),
                Map.of());
        var what = Json.obj()
                .with("image", newer.image())
                .with("digest", newer.digest())
                .with("tag", newer.tag())
                .with("rollback", newer.rollback());
        return new Signal.Request(header, plan.service(), what, newer.by());
    }

    /** The target at that index of a list; empty past its end. */
    static Optional<PromotionTarget> item(List<PromotionTarget> targets, Promotion state) {
        int item = state.place().item();
        return item < targets.size() ? Optional.of(targets.get(item)) : Optional.empty();
    }
}
