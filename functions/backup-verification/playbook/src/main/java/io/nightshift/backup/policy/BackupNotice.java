package io.nightshift.backup.policy;

import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.Set;

/** What a provider tells about backups and restores by itself. */
final class BackupNotice {

    private static final Set<String> BACKUPS = Set.of("SCHEDULED_BACKUP", "ON_DEMAND_BACKUP");

    private BackupNotice() {}

    /** Reports whether it is a finished restore test of AWS Backup, or a finished backup of Backup and DR. */
    static boolean is(Signal signal) {
        return signal instanceof Signal.ResourceChange change && (isRestoreTest(change) || isBackup(change));
    }

    /** Of restores it is {@code status} that says COMPLETED; the decoder reads it. */
    private static boolean isRestoreTest(Signal.ResourceChange change) {
        var labels = change.header().labels();
        return change.header().source().equals("aws.backup")
                && change.change().equals("COMPLETED")
                && labels.containsKey("restoreJobId")
                && labels.containsKey("restoreTestingPlanArn");
    }

    private static boolean isBackup(Signal.ResourceChange change) {
        return change.header().source().equals("gcp.backupdr")
                && change.change().equals("SUCCESSFUL")
                && BACKUPS.contains(change.header().labels().getOrDefault("jobCategory", ""));
    }

    /**
     * Reports whether it starts a verification of that entry. A restore test always does: AWS Backup removes its data soon. A backup
     * does if the entry has no schedule.
     *
     * @param database the entry's own, with its account
     */
    static boolean starts(Signal signal, BackupPolicy entry, Resource database) {
        if (!is(signal)) {
            return false;
        }
        var subject = signal.subject();
        return database.kind().equals(Kinds.BACKUP_VAULT)
                ? arnFits(database.name(), subject)
                : entry.schedule().isEmpty()
                        && subject.kind().equals(database.kind())
                        && subject.name().equals(database.name())
                        && subject.origin().account().equals(database.origin().account());
    }

    /** {@code arn:aws:rds:REGION:ACCOUNT:db:NAME} or {@code …:cluster:NAME}. */
    private static boolean arnFits(String arn, Resource subject) {
        var kind = subject.kind().equals(Kinds.RDS_CLUSTER) ? ":cluster:" : ":db:";
        var origin = subject.origin();
        return arn.endsWith(":rds:" + origin.region() + ":" + origin.account() + kind + subject.name());
    }
}
