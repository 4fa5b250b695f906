package io.nightshift.backup.aws;

import static java.util.Objects.requireNonNullElse;

import io.nightshift.aws.AwsCalls;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.restore.StoredBackup.State;
import io.nightshift.core.act.CallFailed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The backups of RDS as values. A point in time has the id {@code time:2026-11-30T03:05:00Z}. */
final class RdsBackups {

    private static final String TIME = "time:";
    private static final long GIB = 1L << 30;

    /** {@code rds:shop-2026-11-30-03-05}, the name of an automated snapshot. */
    private static final Pattern NAMED_TIME = Pattern.compile("-(\\d{4}-\\d{2}-\\d{2}-\\d{2}-\\d{2})$");

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm");

    private RdsBackups() {}

    /**
     * What RDS says of the data of a snapshot or database; it leaves some out.
     *
     * @param gib the allocated storage: RDS tells no size of a snapshot
     */
    record Data(
            @Nullable Integer gib,
            @Nullable Boolean encrypted,
            @Nullable String key,
            String engine,
            String engineVersion) {

        StoredBackup backup(String id, Instant takenAt) {
            return new StoredBackup(
                    id,
                    takenAt,
                    State.AVAILABLE,
                    "",
                    requireNonNullElse(gib, 0) * GIB,
                    Boolean.TRUE.equals(encrypted) ? requireNonNullElse(key, "") : "",
                    List.of(),
                    engine + " " + engineVersion);
        }
    }

    static StoredBackup snapshot(String id, Optional<Instant> takenAt, String status, Data data) {
        var backup = data.backup(id, takenAt.orElse(Instant.EPOCH));
        return switch (status) {
            case "available" ->
                takenAt.isPresent()
                        ? backup
                        : backup.in(State.UNUSABLE, "a copy whose original is gone: the time of its data is unknown");
            case "creating", "copying" -> backup.in(State.RUNNING, "the snapshot is " + status);
            default -> backup.in(State.UNUSABLE, "the snapshot is " + status);
        };
    }

    static String idOf(Instant time) {
        return TIME + time;
    }

    /** Empty if the database has no point in time yet. */
    static Optional<StoredBackup> time(@Nullable Instant latest, Data data) {
        return Optional.ofNullable(latest).map(time -> data.backup(idOf(time), time));
    }

    /** Empty if the id is that of a snapshot. */
    static Optional<Instant> timeOf(String id) throws CallFailed {
        if (!id.startsWith(TIME)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(id.substring(TIME.length())));
        } catch (DateTimeException e) {
            throw AwsCalls.refused("BadBackup", "not a point in time: " + id);
        }
    }

    static Optional<Instant> timeInName(String snapshot) {
        var match = NAMED_TIME.matcher(snapshot);
        try {
            return match.find()
                    ? Optional.of(LocalDateTime.parse(match.group(1), MINUTE).toInstant(ZoneOffset.UTC))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
