package io.nightshift.entry;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import java.util.Optional;

/**
 * A request that Nightshift sends to itself: a timer's wake-up ({@code {"nightshift":{"wake":"RUN"}}}) or the
 * scheduled sweep.
 */
sealed interface InternalRequest {

    record Wake(RunId run) implements InternalRequest {}

    record Sweep() implements InternalRequest {}

    /** The internal request in a payload, if it is one. */
    static Optional<InternalRequest> in(View payload) throws JsonException {
        var run = Timers.woken(payload);
        if (run.isPresent()) {
            return run.map(Wake::new);
        }
        return payload.at("nightshift", "sweep").boolOr(false) ? Optional.of(new Sweep()) : Optional.empty();
    }
}
