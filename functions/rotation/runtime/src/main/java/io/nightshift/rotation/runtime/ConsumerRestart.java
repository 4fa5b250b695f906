package io.nightshift.rotation.runtime;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.signal.Resource;

/** Restarts the consumers of one kind, and finds out when they are up again. */
public interface ConsumerRestart {

    ActionExecution of(Resource consumer) throws CallFailed;

    /** WELL if its last restart is complete, UNWELL if it does not come up, UNKNOWN while it starts. */
    Health state(Resource consumer) throws CallFailed;

    /** Makes the execution for a consumer. */
    @FunctionalInterface
    interface Execution {
        ActionExecution of(Resource consumer) throws CallFailed;
    }

    /** Reads the state of a consumer. */
    @FunctionalInterface
    interface Probe {
        Health of(Resource consumer) throws CallFailed;
    }

    static ConsumerRestart of(Execution execution, Probe probe) {
        return new ConsumerRestart() {
            @Override
            public ActionExecution of(Resource consumer) throws CallFailed {
                return execution.of(consumer);
            }

            @Override
            public Health state(Resource consumer) throws CallFailed {
                return probe.of(consumer);
            }
        };
    }
}
