package io.nightshift.aws;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Query;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shape of every remediation, with one rung: look, act, wait, look again, done. */
public final class DynamoDbEngine implements Playbook<DynamoDbEngine.State> {

    static final Duration WAIT = Duration.ofMinutes(5);

    public enum State {
        LOOK,
        ACTED
    }

    record Nudge(Resource target) implements Action {
        static final ActionType TYPE = new ActionType(
                "nudge",
                "Nudges a thing.",
                Set.of(Resource.Kinds.EC2_INSTANCE),
                Repetition.PROBE,
                true,
                false,
                Map.of(),
                List.of(),
                (target, with) -> new Nudge(target));

        @Override
        public ActionType type() {
            return TYPE;
        }

        @Override
        public String sentence() {
            return "nudge " + target.name();
        }
    }

    public static final ActionCatalogue CATALOGUE = new ActionCatalogue(List.of(Nudge.TYPE));

    @Override
    public String name() {
        return "drill";
    }

    @Override
    public boolean begins(Signal signal) {
        return signal instanceof Signal.Alarm alarm && alarm.state() == AlarmState.FIRING;
    }

    @Override
    public String cause(Signal signal, String rule) {
        return rule;
    }

    @Override
    public State start(Context context) {
        return State.LOOK;
    }

    @Override
    public Step<State> decide(State state, Fact fact, Context context) {
        var subject = context.key().subject();
        return switch (fact) {
            case Fact.Arrived ignored when state == State.LOOK -> Step.of(state, look(subject));
            case Fact.TimerFired ignored -> Step.of(state, look(subject));
            case Fact.Observed seen
            when state == State.ACTED ->
                Step.of(
                        state,
                        new Effect.Finish(
                                seen.health() == Health.WELL ? Outcome.RESOLVED : Outcome.ESCALATED, "looked again"));
            case Fact.Observed ignored -> Step.of(state, new Effect.Act(new Nudge(subject), false));
            case Fact.Acted ignored ->
                Step.of(State.ACTED, new Effect.WakeAt("look", context.now().plus(WAIT)));
            default -> Step.of(state);
        };
    }

    private static Effect look(Resource subject) {
        return new Effect.Observe(new Query(Query.HEALTH, subject, Json.obj()));
    }

    @Override
    public Json.Obj write(State state) {
        return Json.obj().with("state", state.name());
    }

    @Override
    public State read(View json) throws JsonException {
        return State.valueOf(json.at("state").text());
    }
}
