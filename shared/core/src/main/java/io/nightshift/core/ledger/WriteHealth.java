package io.nightshift.core.ledger;

import java.util.Optional;
import java.util.function.Supplier;

/** Remembers whether a ledger's last write went through. Thread-safe. */
public final class WriteHealth {

    private volatile Optional<String> fault = Optional.empty();

    /** @throws LedgerException what the write threw */
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

    /** Finds out by a write whether writes go through; throws nothing for one that fails. */
    public void probe(Supplier<?> write) {
        try {
            watch(write);
        } catch (LedgerException e) {
            // It is the fault that stands.
        }
    }

    /** Why the last write failed; empty if it went through. */
    public Optional<String> fault() {
        return fault;
    }
}
