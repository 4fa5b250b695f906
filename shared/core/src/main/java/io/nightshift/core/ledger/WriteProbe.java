package io.nightshift.core.ledger;

import java.util.Optional;

/** A ledger that can tell whether it accepts writes. */
public interface WriteProbe {

    /** Why turns cannot be written; empty if the last write succeeded and the store is where it should be. */
    Optional<String> fault();

    /** Makes a small write to find out; does not throw if it fails. */
    void probe();
}
