package io.nightshift.core.machine;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.Step;

/** A playbook that decides by a {@link PhaseTable}. */
public abstract class TablePlaybook<P extends Enum<P>, S extends MachineState<P, S>> implements Playbook<S> {

    /** The table, for documentation and coverage. */
    public abstract PhaseTable<P, ?, S> table();

    /** @throws JsonException if the run's plan cannot be read */
    protected abstract Machine<P, S, ?> machine(Context context) throws JsonException;

    /** A plan or state that cannot be read ends the run: nothing is changed by guess. */
    @Override
    public final Step<S> decide(S state, Fact fact, Context context) {
        try {
            return machine(context).decide(state, fact);
        } catch (JsonException e) {
            return Step.of(
                    state.in(table().done()), new Effect.Finish(Outcome.FAILED, "it cannot go on: " + e.getMessage()));
        }
    }

    @Override
    public Json.Obj write(S state) {
        return state.core().toJson();
    }
}
