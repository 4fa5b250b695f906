package io.nightshift.sandbox.simulation;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Turn;
import io.nightshift.sandbox.world.World;
import java.util.Optional;

/** A property of one function that must hold after every commit. */
public interface Invariant {

    /** A short name for failure reports. */
    String name();

    /**
     * Checks a commit; changes nothing.
     *
     * @return the violation, in one sentence; empty if the invariant holds
     */
    Optional<String> broken(Turn committed, Ledger ledger, World world);
}
