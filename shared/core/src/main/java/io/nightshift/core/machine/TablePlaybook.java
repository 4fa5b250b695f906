package io.nightshift.core.machine;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import java.util.function.BiConsumer;

/** A playbook that decides by a {@link PhaseTable}. */
public abstract class TablePlaybook<P extends Enum<P>, S extends MachineState<P, S>> implements Playbook<S> {

    private final String name;
    private final PhaseTable<P, ?, S> table;
    private final BiConsumer<String, String> watcher;

    /** @param watcher called for each transition, with the names of the phases */
    protected TablePlaybook(String name, PhaseTable<P, ?, S> table, BiConsumer<String, String> watcher) {
        this.name = name;
        this.table = table;
        this.watcher = watcher;
    }

    @Override
    public final String name() {
        return name;
    }

    /** The table, for documentation and coverage. */
    public final PhaseTable<P, ?, S> table() {
        return table;
    }

    /** @throws JsonException if the run's plan cannot be read */
    protected abstract Machine<P, S, ?> machine(Context context) throws JsonException;

    /** The rule is no part of it: two rules never work on one subject at the same time. */
    @Override
    public String cause(Signal signal, String rule) {
        return name;
    }

    /** A plan or state that cannot be read ends the run: nothing is changed by guess. */
    @Override
    public final Step<S> decide(S state, Fact fact, Context context) {
        try {
            return machine(context).watchedBy(watcher).decide(state, fact);
        } catch (JsonException e) {
            return Step.of(
                    state.in(table.done()), new Effect.Finish(Outcome.FAILED, "it cannot go on: " + e.getMessage()));
        }
    }

    @Override
    public final Json.Obj write(S state) {
        return state.toJson();
    }
}
