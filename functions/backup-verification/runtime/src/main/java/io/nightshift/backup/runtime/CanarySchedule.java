package io.nightshift.backup.runtime;

import io.nightshift.backup.BackupRequest;
import io.nightshift.backup.measure.VerificationRecord;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Tests the checks of each entry once a month, UTC, soon after a good verification: at an hour at which restores are expected. The
 * restored data is damaged, and the checks have to find that.
 */
public record CanarySchedule(VerificationStore store, InstantSource clock) {

    private static final Duration AFTER = Duration.ofHours(2);

    /** @param databases those whose checks are tested */
    public List<Signal.Request> due(List<ProtectedDatabase> databases) {
        return databases.stream().filter(this::isDue).map(this::request).toList();
    }

    private boolean isDue(ProtectedDatabase database) {
        var history = store.history(database.entry());
        var now = clock.instant();
        boolean tested = history.lastCanary()
                .filter(last -> month(last.at()).equals(month(now)))
                .isPresent();
        return !tested
                && history.lastGood()
                        .map(VerificationRecord::at)
                        .filter(good -> good.plus(AFTER).isAfter(now))
                        .isPresent();
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atZone(ZoneOffset.UTC));
    }

    private Signal.Request request(ProtectedDatabase database) {
        var now = clock.instant();
        var header = new Signal.Header(
                new SignalId("test the checks of " + database.entry() + " " + month(now)),
                "nightshift.sweep",
                now,
                database.subject(),
                Map.of());
        return new Signal.Request(
                header, database.entry(), BackupRequest.ofCanary().toJson(), "the monthly test");
    }
}
