package io.nightshift.api;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.WriteProbe;
import io.nightshift.entry.FunctionHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks that turns can be written: makes a small write from time to time, and more often while writes fail. Logs a fault at
 * once, and then at most once a minute.
 */
public final class LedgerWatch implements HealthCheck {

    private static final Duration LOG_AGAIN = Duration.ofMinutes(1);

    /** Without writes, a fault of the ledger would stay unnoticed. */
    private static final Duration PROBE_AGAIN = Duration.ofSeconds(30);

    private static final Duration STANDS = Duration.ofSeconds(10);

    private final WriteProbe ledger;
    private final FunctionHost host;
    private Optional<String> before = Optional.empty();
    private Optional<String> last = Optional.empty();
    private Instant failed = Instant.MIN;
    private Instant logged = Instant.MIN;
    private Instant probed = Instant.MIN;

    public LedgerWatch(WriteProbe ledger, FunctionHost host) {
        this.ledger = ledger;
        this.host = host;
    }

    @Override
    public State check() {
        return fault().<State>map(why -> new State.Down("the ledger takes no writes: " + why))
                .orElse(State.OK);
    }

    /** On an almost full disk the small write works, but a turn does not: a fault stays for a while. */
    private synchronized Optional<String> fault() {
        var now = host.instant();
        var found = ledger.fault();
        if (found.isPresent()) {
            last = found;
            failed = now;
        }
        return now.isBefore(failed.plus(STANDS)) ? last : Optional.empty();
    }

    /** Called periodically. */
    public synchronized void watch() {
        log(fault());
        var now = host.instant();
        if (before.isPresent() || now.isAfter(probed.plus(PROBE_AGAIN))) {
            ledger.probe();
            probed = now;
            log(fault());
        }
    }

    private void log(Optional<String> fault) {
        var now = host.instant();
        if (fault.isPresent() && (before.isEmpty() || now.isAfter(logged.plus(LOG_AGAIN)))) {
            host.log("ledger-takes-no-writes", Json.obj().with("reason", fault.get()));
            logged = now;
        }
        if (fault.isEmpty() && before.isPresent()) {
            host.log("ledger-takes-writes", Json.obj());
        }
        before = fault;
    }
}
