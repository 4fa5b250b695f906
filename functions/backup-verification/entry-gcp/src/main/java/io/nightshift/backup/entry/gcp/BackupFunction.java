package io.nightshift.backup.entry.gcp;

import io.nightshift.backup.BackupPlaybook;
import io.nightshift.gcp.spring.SpringHttpFunction;

/** The Cloud Run function of backup verification. */
public final class BackupFunction extends SpringHttpFunction {

    /** Called by the framework; reads the environment, and fails with all problems at once. */
    public BackupFunction() {
        super(GcpBackupApplication.class, BackupPlaybook.NAME);
    }
}
