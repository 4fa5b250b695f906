package io.nightshift.core.ledger;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * Wakes runs. A timer may fire late, twice or never: the run's wake-ups in the ledger are authoritative, and the
 * sweeper recovers lost timers. So a failure to set one, by {@link LedgerException}, is harmless.
 */
public interface Timers {

    /** Requests to wake the run at that time or soon after. Repeating the same run, name and time changes nothing. */
    void set(RunId run, String name, Instant at);

    /** The payload of a timer outside of the process: {@code {"nightshift":{"wake":"remediation-0a1b2c3d4e5f"}}}. */
    static Json.Obj wakeUp(RunId run) {
        return Json.obj().with("nightshift", Json.obj().with("wake", run.value()));
    }

    /** The run that such a payload wakes; empty for another payload. */
    static Optional<RunId> woken(View payload) throws JsonException {
        var wake = payload.at("nightshift", "wake");
        return wake.exists() ? Optional.of(new RunId(wake.nonBlank())) : Optional.empty();
    }
}
