package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import java.util.List;

/** A backup that was not restored, and whose fault that is. */
final class NotRestored extends Exception {

    private static final long serialVersionUID = 1L;

    private final BackupVerdict verdict;

    private NotRestored(BackupVerdict verdict, String finding) {
        super(finding);
        this.verdict = verdict;
    }

    /** The backup is damaged. */
    static NotRestored broken(String finding) {
        return new NotRestored(BackupVerdict.BROKEN, finding);
    }

    /** This machine cannot restore it, whatever the backup is worth. */
    static NotRestored here(String finding) {
        return new NotRestored(BackupVerdict.UNDECIDABLE, finding);
    }

    /** A tool hung. */
    static NotRestored here(ToolRun.Overran overran) {
        return here(String.valueOf(overran.getMessage()));
    }

    static NotRestored of(BackupVerdict verdict, String finding) {
        return new NotRestored(verdict, finding);
    }

    CheckResult result(String check) {
        return CheckResult.of(check, verdict, List.of(String.valueOf(getMessage())));
    }
}
