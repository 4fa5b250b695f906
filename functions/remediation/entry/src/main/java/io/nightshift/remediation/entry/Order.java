package io.nightshift.remediation.entry;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import java.util.Optional;

/** What Nightshift asks of itself: a timer's wake-up ({@code {"nightshift":{"wake":"RUN"}}}) or the scheduled sweep. */
sealed interface Order {

    record Wake(RunId run) implements Order {}

    record Sweep() implements Order {}

    /** The order in a payload, if it is one. */
    static Optional<Order> in(View payload) throws JsonException {
        var order = payload.at("nightshift");
        if (order.at("wake").exists()) {
            return Optional.of(new Wake(new RunId(order.at("wake").nonBlank())));
        }
        return order.at("sweep").boolOr(false) ? Optional.of(new Sweep()) : Optional.empty();
    }
}
