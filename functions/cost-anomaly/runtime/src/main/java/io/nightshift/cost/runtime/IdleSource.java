package io.nightshift.cost.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.cost.idle.ResourceUse;
import java.time.Instant;
import java.util.List;

/** Reads how resources of one place were used; changes nothing. */
public interface IdleSource {

    /** The place, as a person knows it: {@code eu-central-1}, {@code shop-prod}. */
    String place();

    /** The parts of it, each read on its own: what is denied leaves the others. */
    List<Part> parts();

    /** One kind of resources. */
    record Part(String name, Reading reading) {}

    /** Reads the use of resources. */
    @FunctionalInterface
    interface Reading {
        List<ResourceUse> read(Instant now) throws CallFailed;
    }
}
