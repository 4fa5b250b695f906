package io.nightshift.core.ledger;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * Wakes runs. A timer may fire late, twice or never: the run's own wake-ups in the ledger are the truth, and the sweeper
 * finds what a timer lost. So setting one may fail without harm, by {@link LedgerException}.
 */
public interface Timers {

    /** Asks to wake the run at that time or soon after. The same run, name and time again changes nothing. */
    void set(RunId run, String name, Instant at);

    /** What a timer outside of the process sends: {@code {"nightshift":{"wake":"remediation-0a1b2c3d4e5f"}}}. */
    static Json.Obj wakeUp(RunId run) {
        return Json.obj().with("nightshift", Json.obj().with("wake", run.value()));
    }

    /** The run that such a payload wakes; empty if it is none. */
    static Optional<RunId> woken(View payload) throws JsonException {
        var wake = payload.at("nightshift", "wake");
        return wake.exists() ? Optional.of(new RunId(wake.nonBlank())) : Optional.empty();
    }
}
