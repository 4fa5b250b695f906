package io.nightshift.backup.runtime;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.core.act.CallFailed;
import java.time.Instant;

/** Performs checks of what was restored. */
@FunctionalInterface
public interface RestoreChecks {

    /**
     * Performs one check, in minutes at most: a longer one is undecidable here. Reads only.
     *
     * @param baseline what earlier runs measured by this check
     * @param asOf when the run began, for the measured RPO
     * @throws CallFailed if the database cannot be reached
     */
    CheckResult check(RestoreAccess.Postgres access, BackupCheck check, CheckBaseline baseline, Instant asOf)
            throws CallFailed;
}
