package io.nightshift.sandbox.contract;

import io.nightshift.core.act.Message;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Query;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.guard.Verdict;
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
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.util.List;

/** Query, nudge, notify, wait, query again: the minimum that uses every port. The state is the phase's name. */
record NudgePlaybook(Repetition repetition) implements Playbook<String> {

    static final String NAME = "drill";
    static final Duration SOAK = Duration.ofMinutes(5);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean begins(Signal signal) {
        return signal instanceof Signal.Alarm alarm && alarm.state() == AlarmState.FIRING;
    }

    @Override
    public String cause(Signal signal, String rule) {
        return signal instanceof Signal.Alarm alarm ? alarm.key() : rule;
    }

    @Override
    public String start(Context context) {
        return "new";
    }

    @Override
    public Step<String> decide(String phase, Fact fact, Context context) {
        return switch (fact) {
            case Fact.Arrived ignored -> phase.equals("new") ? look("looking", context) : Step.of(phase);
            case Fact.Observed seen -> seen(phase, seen, context);
            case Fact.NotObserved not -> finish(Outcome.ESCALATED, not.problem().message());
            case Fact.Acted ignored ->
                Step.of(
                        "soaking",
                        new Effect.WakeAt("soak", context.now().plus(SOAK)),
                        new Effect.Tell(new Message("ops", Message.Urgency.INFO, "nudged", List.of())));
            case Fact.Failed failed ->
                finish(Outcome.ESCALATED, failed.problem().message());
            case Fact.Refused refused -> refused(refused.verdict());
            case Fact.TimerFired ignored -> look(phase.equals("held") ? "looking" : "checking", context);
            case Fact.Approved ignored -> Step.of(phase);
            case Fact.Rejected ignored -> finish(Outcome.ESCALATED, "rejected");
            case Fact.Expired ignored -> finish(Outcome.ESCALATED, "expired");
            case Fact.Commanded ignored -> Step.of(phase);
            case Fact.Aborted ignored -> finish(Outcome.ABORTED, "aborted");
        };
    }

    private static Step<String> look(String phase, Context context) {
        var query = new Query(Query.HEALTH, context.key().subject(), Json.Obj.EMPTY);
        return Step.of(phase, new Effect.Observe(query));
    }

    private Step<String> seen(String phase, Fact.Observed seen, Context context) {
        boolean well = seen.health() == Health.WELL;
        if (phase.equals("checking")) {
            return finish(well ? Outcome.RESOLVED : Outcome.ESCALATED, "it was nudged");
        }
        return well
                ? finish(Outcome.NOT_NEEDED, "it is well")
                : Step.of(
                        "acting",
                        new Effect.Act(new Nudge(repetition, context.key().subject()), false));
    }

    private static Step<String> refused(Verdict verdict) {
        return verdict instanceof Verdict.Defer defer
                ? Step.of("held", new Effect.WakeAt("free", defer.until()))
                : finish(Outcome.ESCALATED, verdict.reason());
    }

    private static Step<String> finish(Outcome how, String why) {
        return Step.of("over", new Effect.Finish(how, why));
    }

    @Override
    public Json.Obj write(String phase) {
        return Json.obj().with("phase", phase);
    }

    @Override
    public String read(View json) throws JsonException {
        return json.at("phase").text();
    }
}
