package io.nightshift.sql;

import io.nightshift.core.ledger.LedgerException;
import java.util.Optional;
import java.util.function.Supplier;

/** Remembers whether the last write went through. */
final class WriteHealth {

    private volatile Optional<String> fault = Optional.empty();

    <T> T watch(Supplier<T> write) {
        try {
            var result = write.get();
            fault = Optional.empty();
            return result;
        } catch (LedgerException e) {
            fault = Optional.of(e.getMessage());
            throw e;
        }
    }

    Optional<String> fault() {
        return fault;
    }
}
