package io.nightshift.backup.gcp;

import io.nightshift.backup.sandbox.BackupSourceSuite;
import io.nightshift.backup.sandbox.SourceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Cloud SQL by the real client keeps the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudSqlBackupsContractTest extends BackupSourceSuite {

    private final BackedUpProject project = new BackedUpProject("backup");

    @Override
    protected SourceUnderTest subject() {
        return project;
    }

    @AfterAll
    void close() {
        project.close();
    }
}
