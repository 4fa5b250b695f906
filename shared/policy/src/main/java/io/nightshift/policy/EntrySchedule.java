package io.nightshift.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.Signal.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The times at which the work of an entry starts by itself. */
public record EntrySchedule(Cron cron, ZoneId zone) {

    /** A cloud's scheduler may deliver late: the signal is the one of the scheduled time before. */
    private static final Duration LATE = Duration.ofDays(1);

    /**
     * Reads a schedule that was checked; empty if there is none.
     *
     * @param schedule with {@code cron} and {@code time-zone}
     */
    public static Optional<EntrySchedule> read(View schedule) throws JsonException {
        return schedule.exists()
                ? Optional.of(new EntrySchedule(
                        Cron.of(schedule.at("cron").text()).orElseThrow(),
                        ZoneId.of(schedule.at("time-zone").text())))
                : Optional.empty();
    }

    /** The signal at its scheduled time, about that resource. */
    public Due identify(Due due, Resource subject) {
        var at = cron.latest(due.time(), zone, LATE).orElse(due.time());
        var plain = Due.of(due.work(), at).header();
        return new Due(
                new Signal.Header(plain.id(), plain.source(), plain.time(), subject, plain.labels()), due.work());
    }

    /** The latest time, if it is not longer ago. */
    public Optional<Instant> latest(Instant now, Duration within) {
        return cron.latest(now, zone, within);
    }

    /** What its times depend on, in one line: {@code 0 4 * * * Europe/Berlin}. */
    public String times() {
        return cron + " " + zone;
    }
}
