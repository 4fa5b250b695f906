package io.nightshift.entry;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Signal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A request that Nightshift sends to itself: a timer's wake-up ({@code {"nightshift":{"wake":"RUN"}}}), the minute timer
 * ({@code {"nightshift":{"sweep":true}}}), a schedule ({@code {"nightshift":{"due":"registry-sweep"}}}), or a pause switch.
 */
sealed interface InternalRequest {

    record Wake(RunId run) implements InternalRequest {}

    record Sweep() implements InternalRequest {}

    record Due(Signal.Due signal) implements InternalRequest {}

    /** Obeyed only where nothing carries it: see {@link PayloadIntake#direct}. */
    record Switch(SwitchOrder order) implements InternalRequest {}

    /**
     * The internal request in a payload, if it is one.
     *
     * @param now the scheduled time of a schedule that sends none; to the minute, so that a repeated delivery is the
     *     same signal
     */
    static Optional<InternalRequest> in(View payload, Instant now) throws JsonException {
        var run = Timers.woken(payload);
        if (run.isPresent()) {
            return run.map(Wake::new);
        }
        var order = SwitchOrder.in(payload);
        if (order.isPresent()) {
            return order.map(Switch::new);
        }
        var request = payload.at("nightshift");
        if (request.at("due").exists()) {
            var at = request.at("at").exists() ? request.at("at").instant() : now.truncatedTo(ChronoUnit.MINUTES);
            return Optional.of(new Due(Signal.Due.of(request.at("due").nonBlank(), at)));
        }
        return request.at("sweep").boolOr(false) ? Optional.of(new Sweep()) : Optional.empty();
    }
}
