package io.nightshift.aws.entry;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.Ports;
import java.util.List;
import java.util.function.Supplier;

/** The function-specific part of a function on the shared wiring: its decisions, queries and acts. */
public interface Duty {

    /** @param wiring provides clients; nothing is called before the first event */
    Ports ports(AwsWiring wiring);

    /** Runs at the scheduled sweep, after that of the runs. */
    default Supplier<List<EngineResult>> sweptBesides(Ports ports, Engine engine, AwsWiring wiring) {
        return List::of;
    }
}
