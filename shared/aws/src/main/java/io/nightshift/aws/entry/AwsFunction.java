package io.nightshift.aws.entry;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.entry.ScheduledWork;
import java.util.List;

/** The function-specific part of a function on the shared wiring: its decisions, queries and acts. */
public interface AwsFunction {

    /** @param wiring provides clients; nothing is called before the first event */
    Ports ports(AwsWiring wiring);

    /** The work that schedules start. */
    default List<ScheduledWork> scheduled(Ports ports, Engine engine, AwsWiring wiring) {
        return List.of();
    }
}
