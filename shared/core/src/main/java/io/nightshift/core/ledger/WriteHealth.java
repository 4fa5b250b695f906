package io.nightshift.core.ledger;

import java.util.Optional;
import java.util.function.Supplier;

/** Remembers whether a ledger's last write succeeded. Thread-safe. */
public final class WriteHealth {

    private volatile Optional<String> fault = Optional.empty();

    /** @throws LedgerException the exception of the write */
    public <T> T watch(Supplier<T> write) {
        try {
            var result = write.get();
            fault = Optional.empty();
            return result;
        } catch (LedgerException e) {
            fault = Optional.of(e.getMessage());
            throw e;
        }
    }

    /** Writes to find out whether writes succeed; does not throw if they fail. */
    public void probe(Supplier<?> write) {
        try {
            watch(write);
        } catch (LedgerException e) {
            // The recorded fault stays.
        }
    }

    /** Why the last write failed; empty if it succeeded. */
    public Optional<String> fault() {
        return fault;
    }
}
