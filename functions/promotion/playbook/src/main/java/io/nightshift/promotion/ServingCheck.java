package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.plan.PromotionTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that everything with traffic serves, whatever the metrics say. One check may meet a restart that takes a
 * second, so a version that is down is checked again soon, and counts as down if it still is.
 *
 * <p>A version that is down causes a rollback. A baseline that is down is not the version's fault: there is nothing
 * to compare with and nothing to lose, so the version gets all traffic of that target at once, judged by limits only.
 * If both are down at the same time, the version is rolled back, but not blamed.
 */
final class ServingCheck {

    private static final Duration AGAIN = Duration.ofSeconds(10);

    /** The fact that it was down in one check. */
    private static final String DOWN = "down";

    /** The fact that the alarms firing at the next check belong to a baseline that is down. */
    static final String BASELINE_DIED = "baselineDied";

    private final PromotionMachine machine;

    ServingCheck(PromotionMachine machine) {
        this.machine = machine;
    }

    /** The step to take if nothing is down, or only the baseline. */
    @FunctionalInterface
    interface Onward {
        Step<Promotion> in(Promotion state) throws JsonException;
    }

    Step<Promotion> check(Promotion state, PromotionTarget target, TrafficStatus exposure, Onward onward)
            throws JsonException {
        boolean known = state.targetState(target.resource())
                .filter(targetState -> !targetState.hasBaseline())
                .isPresent();
        boolean version = !exposure.versionDown().isEmpty();
        boolean baseline = !exposure.baselineDown().isEmpty() && !known;
        if (!version && !baseline) {
            // A baseline that is known to be down and was given traffic again by hand is the cause of the alarms.
            return onward.in(exposure.baselineDown().isEmpty() ? sure(state) : baselineDied(sure(state)));
        }
        var label = target.resource().label();
        var found = label + (version ? " version" : " baseline");
        var sure = sure(state);
        return surely(
                state,
                found,
                () -> version ? versionDown(sure, label, exposure) : baselineDown(sure, target, exposure, onward));
    }

    /** The step to take if it was down in two checks. */
    @FunctionalInterface
    interface Consequence {
        Step<Promotion> of() throws JsonException;
    }

    Step<Promotion> surely(Promotion state, String found, Consequence then) throws JsonException {
        return View.of(state.facts()).at(DOWN).textOr("").equals(found)
                ? then.of()
                : machine.later(state.knowing(DOWN, found), soon(state));
    }

    /** No second check is pending any more. */
    static Promotion sure(Promotion state) {
        return state.without(DOWN);
    }

    private Duration soon(Promotion state) {
        var every = machine.bakeMonitor().every(state);
        return every.compareTo(AGAIN) < 0 ? every : AGAIN;
    }

    private Step<Promotion> versionDown(Promotion state, String label, TrafficStatus exposure) throws JsonException {
        var why = "%s does not serve: %s".formatted(label, exposure.versionDown());
        return exposure.baselineDown().isEmpty()
                ? machine.bad(state, why)
                : machine.fail(
                        state,
                        new RollbackState(
                                why + "; nor does its baseline: " + exposure.baselineDown(),
                                Outcome.ROLLED_BACK,
                                false));
    }

    private Step<Promotion> baselineDown(Promotion state, PromotionTarget target, TrafficStatus exposure, Onward onward)
            throws JsonException {
        var targetState = state.targetState(target.resource()).orElseThrow();
        var died = targetState.down(exposure.baselineDown());
        var noted = baselineDied(state.with(target.resource(), died));
        return told(onward.in(noted.tell(said(target, died))), target, died);
    }

    private static Promotion baselineDied(Promotion state) {
        return state.knowing(BASELINE_DIED, Json.of(true));
    }

    /** Notifies once, with the consequence. */
    Step<Promotion> told(Step<Promotion> step, PromotionTarget target, TargetState targetState) {
        var state = step.next();
        var lines = new ArrayList<>(List.of(said(target, targetState)));
        if (state.held().isPresent()) {
            lines.add("The promotion is held; to go on: nightshift resume "
                    + machine.context().key().id());
        }
        var title = "Does not serve: " + target.resource().label() + ", before " + machine.title(state);
        return machine.telling(step, machine.message(PAGE, title, lines));
    }

    static String said(PromotionTarget target, TargetState targetState) {
        return "what has the traffic of %s does not serve: %s; %s"
                .formatted(
                        target.resource().label(),
                        targetState.down(),
                        targetState.is(TargetState.Mark.RESTART)
                                ? "it is started again"
                                : "the new version gets all of it at once, judged by limits alone");
    }
}
