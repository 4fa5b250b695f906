package io.nightshift.sandbox.simulation;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Turn;
import io.nightshift.sandbox.world.World;
import java.util.Optional;

/** Something that must hold for one function after every commit. */
public interface Invariant {

    /** A short name for the story of a failure. */
    String name();

    /**
     * Checks what was just committed; changes nothing.
     *
     * @return what is wrong, in one sentence; empty if it holds
     */
    Optional<String> broken(Turn committed, Ledger ledger, World world);
}
