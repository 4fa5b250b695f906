package io.nightshift.sandbox.simulation;

import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.WriteHealth;
import io.nightshift.core.ledger.WriteProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** The storage of the ledger: it may be full, and the file may be removed. Its content is available again afterwards. */
final class LedgerStorage implements WriteProbe {

    enum State {
        WORKS,
        FULL,
        FILE_REMOVED
    }

    private final WriteHealth health = new WriteHealth();
    private final InstantSource clock;
    private State state = State.WORKS;
    private Instant since;

    LedgerStorage(InstantSource clock) {
        this.clock = clock;
        since = clock.instant();
    }

    void becomes(State next) {
        state = next;
        since = clock.instant();
    }

    boolean works() {
        return state == State.WORKS;
    }

    /** The time since when it works, or does not. */
    Instant since() {
        return since;
    }

    boolean isSoFor(Duration time) {
        return !clock.instant().isBefore(since.plus(time));
    }

    void read() {
        if (state == State.FILE_REMOVED) {
            throw new LedgerException("the file was removed", true);
        }
    }

    <T> T write(Supplier<T> write) {
        return health.watch(() -> stored(write));
    }

    private <T> T stored(Supplier<T> write) {
        read();
        if (state == State.FULL) {
            throw new LedgerException("the disk is full", true);
        }
        return write.get();
    }

    @Override
    public Optional<String> fault() {
        return health.fault();
    }

    @Override
    public void probe() {
        health.probe(() -> stored(() -> true));
    }
}
