package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import java.time.Instant;
import java.util.Optional;

/** The result of delivering a message. */
public sealed interface Delivery {

    /** @param details where it went, for the ledger: the channel, and those that failed before it */
    record Delivered(Json.Obj details) implements Delivery {}

    /** The channel takes it at that time: quiet hours, or a rate limit. Counts as no attempt. */
    record Later(Instant at, String reason) implements Delivery {}

    record NotDelivered(Problem problem) implements Delivery {}

    /** Delivered, with nothing to add. */
    Delivery DONE = new Delivered(Json.Obj.EMPTY);

    static Delivery of(Optional<Problem> problem) {
        return problem.<Delivery>map(NotDelivered::new).orElse(DONE);
    }
}
