package io.nightshift.cost.policy;

import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.Signal.Due;
import io.nightshift.policy.Cron;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Times at which costs are read, or a digest is sent. */
record CostSchedule(Cron cron, ZoneId zone) {

    /** A cloud's scheduler may deliver late: the signal is the one of the scheduled time before. */
    private static final Duration LATE = Duration.ofDays(1);

    /** The signal at its scheduled time, about the entry. */
    Due identify(Due due, Resource export) {
        var at = cron.latest(due.time(), zone, LATE).orElse(due.time());
        var plain = Due.of(due.work(), at).header();
        return new Due(new Signal.Header(plain.id(), plain.source(), plain.time(), export, plain.labels()), due.work());
    }

    Optional<Instant> latest(Instant now, Duration within) {
        return cron.latest(now, zone, within);
    }

    /** What its times depend on, in one line: {@code 0 4 * * * Europe/Berlin}. */
    String times() {
        return cron + " " + zone;
    }
}
