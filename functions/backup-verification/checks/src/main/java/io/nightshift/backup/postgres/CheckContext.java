package io.nightshift.backup.postgres;

import io.nightshift.backup.check.CheckBaseline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What checks know besides the database.
 *
 * @param asOf the moment at which a disaster is assumed, for the measured RPO: when the run began
 * @param physical whether the files were restored: then the system identifier is that of the source
 * @param heartbeat the value that was written right before the restore point; empty if none was
 * @param statement the time limit of one statement
 */
public record CheckContext(
        CheckBaseline baseline, Instant asOf, boolean physical, Optional<String> heartbeat, Duration statement) {

    public static CheckContext of(CheckBaseline baseline, Instant asOf) {
        return new CheckContext(baseline, asOf, false, Optional.empty(), Duration.ofHours(1));
    }
}
