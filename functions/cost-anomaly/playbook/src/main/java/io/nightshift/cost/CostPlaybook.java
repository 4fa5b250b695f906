package io.nightshift.cost;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.TablePlaybook;
import io.nightshift.core.run.Context;
import io.nightshift.core.signal.Signal;
import java.util.function.BiConsumer;

/** Watches costs. A scan is a run; each anomaly that it finds is a run of its own, from the first message to the last. */
public final class CostPlaybook extends TablePlaybook<CostPhase, CostRun> {

    public static final String NAME = "cost";

    public CostPlaybook() {
        this((from, to) -> {});
    }

    /** @param watcher called for each transition, with the names of the phases */
    public CostPlaybook(BiConsumer<String, String> watcher) {
        super(NAME, CostTable.TABLE, watcher);
    }

    @Override
    protected CostMachine machine(Context context) throws JsonException {
        return new CostMachine(CostSpec.read(context.plan()), context);
    }

    @Override
    public boolean begins(Signal signal) {
        return !signal.isOver();
    }

    @Override
    public CostRun start(Context context) {
        return CostRun.starting(context.now());
    }

    @Override
    public CostRun read(View json) throws JsonException {
        return CostRun.fromJson(json);
    }
}
