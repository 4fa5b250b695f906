package io.nightshift.backup.gcp;

import static java.util.Objects.requireNonNullElse;

import com.google.api.services.sqladmin.model.Backup;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.restore.StoredBackup.State;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The backups of Cloud SQL as values. A backup has the id {@code projects/PROJECT/backups/ID}, a point in time {@code
 * time:2026-11-30T03:05:00Z}.
 *
 * @see <a href="https://cloud.google.com/sql/docs/postgres/admin-api/rest/v1/backups">Cloud SQL: backups</a>
 */
final class SqlBackup {

    private static final String TIME = "time:";

    private SqlBackup() {}

    static StoredBackup of(Backup found) {
        var interval = found.getBackupInterval();
        var taken = interval == null ? Optional.<Instant>empty() : time(interval.getStartTime());
        var state = requireNonNullElse(found.getState(), "");
        var backup = new StoredBackup(
                requireNonNullElse(found.getName(), ""),
                taken.orElse(Instant.EPOCH),
                State.AVAILABLE,
                "",
                requireNonNullElse(found.getMaxChargeableBytes(), 0L),
                requireNonNullElse(found.getKmsKey(), ""),
                found.getLocation() == null ? List.of() : List.of(found.getLocation()),
                version(found.getDatabaseVersion()));
        return switch (state) {
            case "SUCCESSFUL" ->
                taken.isPresent() ? backup : backup.in(State.UNUSABLE, "the time of its data is unknown");
            case "ENQUEUED", "RUNNING" -> backup.in(State.RUNNING, "the backup is " + state);
            default -> backup.in(State.UNUSABLE, "the backup is " + state);
        };
    }

    static StoredBackup at(Instant time, String version) {
        return new StoredBackup(TIME + time, time, State.AVAILABLE, "", 0, "", List.of(), version);
    }

    /** {@code postgres 15}: Cloud SQL names the major version, {@code POSTGRES_15}. */
    static String version(@Nullable String version) {
        return requireNonNullElse(version, "").toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static boolean isTime(String id) {
        return id.startsWith(TIME);
    }

    /** Empty if the id is that of a backup. */
    static Optional<Instant> timeOf(String id) throws CallFailed {
        if (!isTime(id)) {
            return Optional.empty();
        }
        return Optional.of(time(id.substring(TIME.length()))
                .orElseThrow(() -> new CallFailed(Problem.permanent("BadBackup", "not a point in time: " + id))));
    }
}
