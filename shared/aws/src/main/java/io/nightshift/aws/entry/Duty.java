package io.nightshift.aws.entry;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.Ports;
import java.util.List;
import java.util.function.Supplier;

/** What a function does on the wiring that all functions share: what it decides by, checks and acts on. */
public interface Duty {

    /** @param wiring asked for clients here; nothing is called before the first event */
    Ports ports(AwsWiring wiring);

    /** What is done at the scheduled sweep after that of the runs. */
    default Supplier<List<EngineResult>> sweptBesides(Ports ports, Engine engine, AwsWiring wiring) {
        return List::of;
    }
}
