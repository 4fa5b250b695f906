package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.plan.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Queries the sources that monitor a version before it has its first share. An alarm that already fires says nothing
 * about the version: it counts again after it was quiet. A source that cannot be read holds the promotion before any
 * traffic.
 */
final class SourceCheck implements PhaseHandler {

    /** The fact that lists the alarms that fired before and have not been quiet since. */
    private static final String FIRED_BEFORE = "firedBefore";

    private final PromotionMachine machine;
    private final PromotionSteps moves;

    SourceCheck(PromotionMachine machine) {
        this.machine = machine;
        this.moves = machine.moves;
    }

    @Override
    public Step<Promotion> go(Promotion state) throws JsonException {
        return state.phase() == PromotionPhase.CHECKING_ALARMS ? alarm(state) : numbers(state);
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return go(state.at(state.place().nextItem()).by(state.times().tried(0)));
    }

    private Step<Promotion> alarm(Promotion state) throws JsonException {
        if (UntouchedCheck.isUnderWay(state)) {
            return machine.untouched().look(state);
        }
        var alarms = moves.stage(state).analysis().alarms();
        int item = state.place().item();
        return item < alarms.size()
                ? machine.bakeMonitor().askAlarm(state, alarms.get(item))
                : machine.enter(state, state.approved() ? PromotionPhase.BASELINES : PromotionPhase.OPENING);
    }

    private Step<Promotion> numbers(Promotion state) throws JsonException {
        var questions = machine.bakeMonitor().questions(state, moves.wave(state));
        int item = state.place().item();
        return item < questions.size()
                ? machine.bakeMonitor().rehearse(state, questions.get(item))
                : machine.enter(state.at(moves.nextStep(state)), PromotionPhase.SHIFTING);
    }

    @Override
    public Step<Promotion> observed(Promotion state, Fact.Observed seen) throws JsonException {
        if (UntouchedCheck.isUnderWay(state)) {
            return machine.untouched().observed(state, seen, this::next);
        }
        var alarms = moves.stage(state).analysis().alarms();
        int item = state.place().item();
        if (state.phase() == PromotionPhase.CHECKING_NUMBERS || item >= alarms.size()) {
            return next(state);
        }
        var alarm = alarms.get(item);
        if (seen.health() != Health.UNWELL) {
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
        return !moves.touched(state).isEmpty()
                && !firedBefore(state, alarm)
                && moves.plan().stages().stream()
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
        return PromotionSteps.telling(
                next(firing(state, alarm).tell(why)),
                moves.message(PAGE, "Fires already: before " + moves.title(state), List.of(why)));
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
        return state.knowing(state.facts().with(FIRED_BEFORE, Json.strings(known)));
    }

    static Promotion quiet(Promotion state, Json.Obj alarm) {
        if (!firedBefore(state, alarm)) {
            return state;
        }
        var known = known(state);
        known.remove(alarm.text());
        return state.knowing(state.facts().with(FIRED_BEFORE, Json.strings(known)))
                .tell("alarm %s is quiet: from now on it counts".formatted(name(alarm)));
    }

    @Override
    public Step<Promotion> blind(Promotion state, Fact.NotObserved not) throws JsonException {
        if (UntouchedCheck.isUnderWay(state)) {
            return machine.untouched().next(state);
        }
        var what = state.phase() == PromotionPhase.CHECKING_ALARMS ? "the alarms" : "the numbers";
        var why = what + " of " + not.query().subject().label() + " cannot be read: "
                + not.problem().message();
        return not.problem().retryable()
                ? machine.hold(state, Hold.Kind.BLIND, state.phase(), why)
                : machine.goBack(
                        state,
                        new RollbackReason(why + "; this was found before the first share", Outcome.ESCALATED, false));
    }
}
