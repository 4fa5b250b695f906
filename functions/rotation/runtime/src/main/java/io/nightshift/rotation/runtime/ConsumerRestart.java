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

    /** The restart of one consumer. */
    record Restart(ActionExecution execution, Probe probe) {}

    /** Reads the state of the consumer. */
    @FunctionalInterface
    interface Probe {
        Health state() throws CallFailed;
    }

    /** Makes the restart of a consumer. */
    @FunctionalInterface
    interface Restarts {
        Restart of(Resource consumer) throws CallFailed;
    }

    static ConsumerRestart of(Restarts restarts) {
        return new ConsumerRestart() {
            @Override
            public ActionExecution of(Resource consumer) throws CallFailed {
                return restarts.of(consumer).execution();
            }

            @Override
            public Health state(Resource consumer) throws CallFailed {
                return restarts.of(consumer).probe().state();
            }
        };
    }
}
