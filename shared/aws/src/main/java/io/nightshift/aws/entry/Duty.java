package io.nightshift.aws.entry;

import io.nightshift.core.engine.Ports;

/** What a function does on the wiring that all functions share: what it decides by, looks at and acts on. */
@FunctionalInterface
public interface Duty {

    /** @param wiring asked for clients here; nothing is called before the first event */
    Ports ports(Wiring wiring);
}
