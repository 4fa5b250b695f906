package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.plan.PromotionTarget;
import java.util.List;

/**
 * Runs before an alarm causes a rollback. It checks whether the targets that the promotion has not touched yet still
 * serve. The alarm may fire for those, and then the version is not at fault. Such an alarm counts again after it was
 * quiet; the dead target gets all traffic at once when its wave comes.
 */
final class UntouchedCheck {

    /** The fact that contains the firing alarm, and the number of targets that were queried since. */
    private static final String FIRES = "fires";

    private final PromotionMachine machine;
    private final PromotionSteps moves;

    UntouchedCheck(PromotionMachine machine) {
        this.machine = machine;
        this.moves = machine.moves;
    }

    /** Reports whether the check is in progress. */
    static boolean isUnderWay(Promotion state) {
        return state.facts().get(FIRES) != null;
    }

    static Promotion over(Promotion state) {
        return Wave.without(state, FIRES);
    }

    /** The alarm fires, and the version is at fault if everything else serves. */
    Step<Promotion> begin(Promotion state, Json.Obj alarm, String why) throws JsonException {
        return look(
                asking(state, Json.obj().with("alarm", alarm).with("why", why).with("asked", 0)));
    }

    private static Promotion asking(Promotion state, Json.Obj fires) {
        return state.knowing(state.facts().with(FIRES, fires)).by(state.times().tried(0));
    }

    private static View fires(Promotion state) throws JsonException {
        return View.of(state.facts()).at(FIRES);
    }

    Step<Promotion> look(Promotion state) throws JsonException {
        var fires = fires(state);
        var targets = untouched(state, fires.at("alarm").object());
        int asked = (int) fires.at("asked").integer();
        if (asked >= targets.size()) {
            return machine.bad(over(state), fires.at("why").text());
        }
        var target = targets.get(asked);
        var with = Admission.asked(state, moves.rollout(state, target), moves.stage(state));
        return moves.look(state, Queries.PREFLIGHT, target.resource(), with);
    }

    /**
     * The untouched targets of the stage, and of each other stage that uses the alarm; a target that had the version
     * before is not a baseline.
     */
    private List<PromotionTarget> untouched(Promotion state, Json.Obj alarm) {
        return moves.plan().stages().stream()
                .filter(stage -> stage.analysis().alarms().contains(alarm)
                        || (!moves.onGuard(state) && stage.equals(moves.stage(state))))
                .flatMap(stage -> stage.targets().stream())
                .filter(target -> !PromotionSteps.hadIt(state, target)
                        && state.targetState(target.resource())
                                .filter(TargetState::touched)
                                .isEmpty())
                .toList();
    }

    Step<Promotion> observed(Promotion state, Fact.Observed seen, ServingCheck.Onward onward) throws JsonException {
        var alarm = fires(state).at("alarm").object();
        var target = untouched(state, alarm).stream()
                .filter(one -> one.resource().equals(seen.query().subject()))
                .findFirst();
        if (target.isEmpty()
                || View.of(seen.details()).at("baselineDown").textOr("").isEmpty()) {
            return next(state);
        }
        var excused = SourceCheck.firing(over(state), alarm)
                .tell("alarm %s fires while what has the traffic of %s does not serve"
                        .formatted(
                                SourceCheck.name(alarm), target.get().resource().label()));
        return machine.serving()
                .surely(
                        state,
                        target.get().resource().label() + " baseline",
                        () -> machine.admission().noted(ServingCheck.sure(excused), target.get(), seen, onward));
    }

    /** A target that cannot be read does not excuse the version. */
    Step<Promotion> next(Promotion state) throws JsonException {
        var fires = fires(state);
        return look(asking(
                ServingCheck.sure(state),
                fires.object().with("asked", fires.at("asked").integer() + 1)));
    }
}
