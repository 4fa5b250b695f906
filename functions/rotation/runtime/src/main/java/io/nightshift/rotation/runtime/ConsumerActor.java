package io.nightshift.rotation.runtime;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.ExecutionActor;
import io.nightshift.rotation.action.RollConsumer;
import java.util.Map;
import java.util.Objects;

/** Restarts the consumers of a secret. */
public final class ConsumerActor extends ExecutionActor {

    private final Map<String, ConsumerRestart> restarts;

    /** @param restarts the restart of each kind that this host can restart */
    public ConsumerActor(Map<String, ConsumerRestart> restarts) {
        this.restarts = Map.copyOf(restarts);
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof RollConsumer
                && restarts.containsKey(action.target().kind());
    }

    @Override
    protected ActionExecution execution(Action action) throws CallFailed {
        return Objects.requireNonNull(restarts.get(action.target().kind())).of(action.target());
    }
}
