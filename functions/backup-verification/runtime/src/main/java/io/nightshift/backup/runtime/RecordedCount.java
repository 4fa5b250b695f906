package io.nightshift.backup.runtime;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import java.util.List;
import java.util.Map;

/**
 * Compares what was restored with what the provider recorded when the backup was made. Providers record counts late or about, so
 * only a large difference is damage; earlier runs judge small ones.
 *
 * @param unit what is counted: {@code items}
 * @param by who recorded it, and how exactly
 */
public record RecordedCount(String unit, String by) {

    /** The name of the check. */
    public static final String CHECK = "recorded-count";

    /** The smallest share of the recorded count that is no damage. */
    private static final int SHARE = 2;

    public CheckResult judge(long counted, long recorded) {
        var finding = "%d %s were restored, %d are recorded %s".formatted(counted, unit, recorded, by);
        var verdict = counted * SHARE < recorded ? BackupVerdict.BROKEN : BackupVerdict.GOOD;
        return CheckResult.of(CHECK, verdict, counted == recorded ? List.of() : List.of(finding))
                .counting(Map.of("restored", counted, "recorded", recorded));
    }
}
