package io.nightshift.core.machine;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;

/** A small playbook: queries the size of a service, restarts it, is done. */
final class Restart extends Machine<Restart.Phase, Restart.State, Restart> {

    enum Phase {
        SIZING,
        RESTARTING,
        STANDING,
        OVER
    }

    record State(PhaseState<Phase> core) implements MachineState<Phase, State> {
        @Override
        public State with(PhaseState<Phase> next) {
            return new State(next);
        }
    }

    record RestartService(Resource target) implements Action {
        @Override
        public ActionType type() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String sentence() {
            return "restart " + target.label();
        }
    }

    static final Resource WEB = new Resource(Origin.NOWHERE, "service", "web");
    static final Question<Long> SIZE =
            new Question<>("size", (health, details) -> details.at("tasks").integer());

    static final PhaseTable<Phase, Restart, State> TABLE = table();

    private static PhaseTable<Phase, Restart, State> table() {
        var table = PhaseTable.<Phase, Restart, State>of(Phase.SIZING, Phase.OVER);
        var rows = table.rows().also(Phase.STANDING, Phase.OVER);
        rows.row(Phase.SIZING, "queries how many tasks run", Restart::size)
                .on(SIZE, Restart::sized)
                .blind((machine, state, not) -> machine.hold(
                        state, Hold.Kind.BLIND, Phase.SIZING, not.problem().message()))
                .to(Phase.RESTARTING);
        rows.row(Phase.RESTARTING, "restarts the service", Restart::restart)
                .acted((machine, state, acted) -> machine.finish(state, Outcome.RESOLVED, "restarted"))
                .failed((machine, state, failed) -> machine.finish(state, Outcome.FAILED, "not restarted"))
                .refused((machine, state, refused) ->
                        machine.hold(state, Hold.Kind.DENIED, Phase.RESTARTING, refused.reason()))
                .to(Phase.OVER);
        table.rows()
                .held(Phase.STANDING, "waits for a human", Restart::waitHeld)
                .timer(Restart::waitedHeld)
                .also(Phase.OVER);
        return table.build();
    }

    Restart(Context context) {
        super(TABLE, context);
    }

    @Override
    protected Restart self() {
        return this;
    }

    @Override
    protected String page() {
        return "ops";
    }

    @Override
    protected String title(State state) {
        return "web";
    }

    @Override
    protected Step<State> arrived(State state, Signal signal) throws JsonException {
        return go(state);
    }

    @Override
    protected Step<State> aborted(State state, Fact.Aborted aborted) {
        return finish(state, Outcome.ABORTED, "aborted by " + aborted.by());
    }

    private Step<State> size(State state) {
        return observe(state, SIZE, WEB, Json.obj());
    }

    private Step<State> sized(State state, Answer<Long> answer) throws JsonException {
        return answer.health() == Health.UNKNOWN
                ? again(state)
                : enter(state.tell(answer.details() + " tasks of " + answer.label()), Phase.RESTARTING);
    }

    private Step<State> restart(State state) {
        return act(state, new RestartService(WEB));
    }
}
