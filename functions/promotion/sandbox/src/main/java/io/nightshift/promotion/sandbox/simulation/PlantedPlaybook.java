package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.simulation.OtherPlaybook;

/** A playbook with one of the bugs. */
record PlantedPlaybook<S>(PromotionBug bug, Playbook<S> playbook) implements OtherPlaybook<S> {

    @Override
    public String cause(Signal signal, String rule) {
        var cause = playbook.cause(signal, rule);
        return bug == PromotionBug.TWO_RUNS_OF_ONE_SERVICE ? cause + " " + signal.id() : cause;
    }

    @Override
    public Step<S> decide(S state, Fact fact, Context context) {
        return switch (bug) {
            case BAKE_ENDED_EARLY -> playbook.decide(over(state, "BAKING", context), fact, context);
            case GUARD_ENDED_EARLY -> playbook.decide(over(state, "GUARDING", context), fact, context);
            case HOLD_WITHOUT_END ->
                fact instanceof Fact.Commanded ? Step.of(state) : playbook.decide(state, fact, context);
            case ROLLBACK_PROMOTED -> playbook.decide(state, promoting(fact), context);
            case FREEZE_IGNORED -> playbook.decide(state, fact, thawed(context));
            case OLD_ALARM_COUNTS -> playbook.decide(state, inPreflight(state) ? quiet(fact) : fact, context);
            case ONE_PERCENT_MORE,
                    BOOK_NOT_ASKED,
                    FAILURE_READ_AS_PASS,
                    GATE_TAKEN_FOR_OPEN,
                    READY_TOO_SOON,
                    BACK_TO_THE_NEWEST,
                    SHARE_BY_HAND_OVERWRITTEN,
                    TWO_RUNS_OF_ONE_SERVICE,
                    QUARANTINE_NOT_WRITTEN,
                    FAILS_WITHOUT_DATA,
                    DEAD_VERSION_PROVEN,
                    BASELINE_BLAMED,
                    DEAD_BASELINE_BLOCKS,
                    ROLLBACK_TRIED_ONCE,
                    IMAGE_BLAMED,
                    START_BLAMED -> playbook.decide(state, fact, context);
        };
    }

    private static Context thawed(Context context) {
        return new Context(
                context.now(),
                context.key(),
                context.rule(),
                context.plan().with("onFailure", "roll-back"),
                context.policy());
    }

    private static Fact promoting(Fact fact) {
        return fact instanceof Fact.Arrived(Signal.Request(var header, var rule, var what, var by))
                ? new Fact.Arrived(new Signal.Request(header, rule, what.with("rollback", false), by))
                : fact;
    }

    private boolean inPreflight(S state) {
        return playbook.write(state).get("phase") instanceof Json.Str(var phase) && phase.equals("CHECKING_ALARMS");
    }

    private static Fact quiet(Fact fact) {
        return fact instanceof Fact.Observed(var query, var ignored, var details)
                ? new Fact.Observed(query, Health.WELL, details)
                : fact;
    }

    /** The same state with the wait in that phase over. */
    private S over(S state, String phase, Context context) {
        var json = playbook.write(state);
        try {
            return View.of(json).at("phase").text().equals(phase)
                    ? playbook.read(View.of(json.with(
                            "times",
                            View.of(json)
                                    .at("times")
                                    .object()
                                    .with("until", context.now().toString()))))
                    : state;
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }
}
