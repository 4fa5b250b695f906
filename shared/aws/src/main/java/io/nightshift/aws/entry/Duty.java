package io.nightshift.aws.entry;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Handled;
import io.nightshift.core.engine.Ports;
import java.util.List;
import java.util.function.Supplier;

/** What a function does on the wiring that all functions share: what it decides by, looks at and acts on. */
public interface Duty {

    /** @param wiring asked for clients here; nothing is called before the first event */
    Ports ports(Wiring wiring);

    /** What is done at the scheduled sweep after that of the runs. */
    default Supplier<List<Handled>> sweptBesides(Ports ports, Engine engine, Wiring wiring) {
        return List::of;
    }
}
