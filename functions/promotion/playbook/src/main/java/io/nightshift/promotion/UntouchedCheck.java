package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.answer.Preflight;
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
    private final PlanCursor cursor;

    UntouchedCheck(PromotionMachine machine) {
        this.machine = machine;
        this.cursor = machine.cursor();
    }

    /** Reports whether the check is in progress. */
    static boolean isUnderWay(Promotion state) {
        return state.facts().get(FIRES) != null;
    }

    static Promotion over(Promotion state) {
        return state.without(FIRES);
    }

    /** The alarm fires, and the version is at fault if everything else serves. */
    Step<Promotion> begin(Promotion state, Json.Obj alarm, String why) throws JsonException {
        return look(
                asking(state, Json.obj().with("alarm", alarm).with("why", why).with("asked", 0)));
    }

    private static Promotion asking(Promotion state, Json.Obj fires) {
        return state.knowing(FIRES, fires).tried(0);
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
        var with = Admission.asked(state, cursor.rollout(state, target), cursor.stage(state));
        return machine.observe(state, PromotionQuestions.PREFLIGHT, target.resource(), with);
    }

    /**
     * The untouched targets of the stage, and of each other stage that uses the alarm; a target that had the version
     * before is not a baseline.
     */
    private List<PromotionTarget> untouched(Promotion state, Json.Obj alarm) {
        return machine.plan().stages().stream()
                .filter(stage -> stage.analysis().alarms().contains(alarm)
                        || (!cursor.onGuard(state) && stage.equals(cursor.stage(state))))
                .flatMap(stage -> stage.targets().stream())
                .filter(target -> !PlanCursor.hadIt(state, target)
                        && state.targetState(target.resource())
                                .filter(TargetState::touched)
                                .isEmpty())
                .toList();
    }

    Step<Promotion> answered(Promotion state, Answer<Preflight> answer, ServingCheck.Onward onward)
            throws JsonException {
        var alarm = fires(state).at("alarm").object();
        var target = untouched(state, alarm).stream()
                .filter(one -> one.resource().equals(answer.query().subject()))
                .findFirst();
        if (target.isEmpty() || answer.details().baselineDown().isEmpty()) {
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
                        () -> machine.admission()
                                .noted(ServingCheck.sure(excused), target.get(), answer.details(), onward));
    }

    /** A target that cannot be read does not excuse the version. */
    Step<Promotion> next(Promotion state) throws JsonException {
        var fires = fires(state);
        return look(asking(
                ServingCheck.sure(state),
                fires.object().with("asked", fires.at("asked").integer() + 1)));
    }
}
