package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.machine.Hold;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.plan.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Queries the sources that monitor a version before it has its first share. An alarm that already fires says nothing
 * about the version: it counts again after it was quiet. A source that cannot be read holds the promotion before any
 * traffic.
 */
final class SourceCheck {

    /** The fact that lists the alarms that fired before and have not been quiet since. */
    private static final String FIRED_BEFORE = "firedBefore";

    private final PromotionMachine machine;
    private final PlanCursor cursor;

    SourceCheck(PromotionMachine machine) {
        this.machine = machine;
        this.cursor = machine.cursor();
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return machine.go(state.at(state.place().nextItem()).tried(0));
    }

    Step<Promotion> alarm(Promotion state) throws JsonException {
        if (UntouchedCheck.isUnderWay(state)) {
            return machine.untouched().look(state);
        }
        var alarms = cursor.stage(state).analysis().alarms();
        int item = state.place().item();
        return item < alarms.size()
                ? machine.bakeMonitor().askAlarm(state, alarms.get(item))
                : machine.enter(state, state.approved() ? PromotionPhase.BASELINES : PromotionPhase.OPENING);
    }

    Step<Promotion> numbers(Promotion state) throws JsonException {
        var questions = machine.bakeMonitor().metricQueries(state, cursor.wave(state));
        int item = state.place().item();
        return item < questions.size()
                ? machine.bakeMonitor().rehearse(state, questions.get(item))
                : machine.enter(state.at(cursor.nextStep(state)), PromotionPhase.SHIFTING);
    }

    Step<Promotion> untouched(Promotion state, Answer<Preflight> answer) throws JsonException {
        return machine.untouched().answered(state, answer, this::next);
    }

    Step<Promotion> read(Promotion state, Answer<View> ignored) throws JsonException {
        return next(state);
    }

    Step<Promotion> alarmed(Promotion state, Answer<List<String>> answer) throws JsonException {
        var alarms = cursor.stage(state).analysis().alarms();
        int item = state.place().item();
        if (item >= alarms.size()) {
            return next(state);
        }
        var alarm = alarms.get(item);
        if (answer.health() == Health.UNKNOWN) {
            return unread(state, "alarm " + name(alarm), "its state is not known");
        }
        if (answer.health() == Health.WELL) {
            return next(quiet(state, alarm));
        }
        return watchedBefore(state, alarm)
                ? machine.untouched().begin(state, alarm, "alarm " + name(alarm) + " fires")
                : fires(state, alarm);
    }

    /**
     * Reports whether an earlier stage that now has the version monitors the alarm: the alarm was quiet then, and may
     * fire for the version.
     */
    private boolean watchedBefore(Promotion state, Json.Obj alarm) {
        return !cursor.touched(state).isEmpty()
                && !firedBefore(state, alarm)
                && machine.plan().stages().stream()
                        .limit(state.place().stage())
                        .map(Stage::analysis)
                        .anyMatch(analysis -> analysis.alarms().contains(alarm));
    }

    private Step<Promotion> fires(Promotion state, Json.Obj alarm) throws JsonException {
        if (firedBefore(state, alarm)) {
            return next(state);
        }
        var why =
                "alarm %s fires already: it does not take this version back before it was quiet".formatted(name(alarm));
        return machine.telling(
                next(firing(state, alarm).tell(why)),
                machine.message(PAGE, "Fires already: before " + machine.title(state), List.of(why)));
    }

    static String name(Json.Obj alarm) {
        return alarm.get("name") instanceof Json.Str(var name) ? name : alarm.text();
    }

    private static List<String> known(Promotion state) {
        var known = new ArrayList<String>();
        if (state.facts().get(FIRED_BEFORE) instanceof Json.Arr(var items)) {
            items.forEach(item -> known.add(item instanceof Json.Str(var text) ? text : ""));
        }
        return known;
    }

    static boolean firedBefore(Promotion state, Json.Obj alarm) {
        return known(state).contains(alarm.text());
    }

    static Promotion firing(Promotion state, Json.Obj alarm) {
        var known = known(state);
        known.add(alarm.text());
        return state.knowing(FIRED_BEFORE, Json.strings(known));
    }

    static Promotion quiet(Promotion state, Json.Obj alarm) {
        if (!firedBefore(state, alarm)) {
            return state;
        }
        var known = known(state);
        known.remove(alarm.text());
        return state.knowing(FIRED_BEFORE, Json.strings(known))
                .tell("alarm %s is quiet: from now on it counts".formatted(name(alarm)));
    }

    Step<Promotion> blind(Promotion state, Fact.NotObserved not) throws JsonException {
        if (UntouchedCheck.isUnderWay(state)) {
            return machine.untouched().next(state);
        }
        var what = state.phase() == PromotionPhase.CHECKING_ALARMS ? "the alarms" : "the numbers";
        var of = what + " of " + not.query().subject().label();
        var why = not.problem().message();
        return not.problem().retryable()
                ? unread(state, of, why)
                : machine.goBack(
                        state,
                        new RollbackState(
                                of + " cannot be read: " + why + "; this was found before the first share",
                                Outcome.ESCALATED,
                                false));
    }

    /** An alarm whose state is not known may have fired before: no version gets a share until it can be read. */
    private Step<Promotion> unread(Promotion state, String what, String why) throws JsonException {
        return machine.hold(state, Hold.Kind.BLIND, state.phase(), what + " cannot be read: " + why);
    }
}
