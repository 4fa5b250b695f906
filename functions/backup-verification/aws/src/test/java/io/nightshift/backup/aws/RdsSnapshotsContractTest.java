package io.nightshift.backup.aws;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.sandbox.BackupSourceSuite;
import io.nightshift.backup.sandbox.SourceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** RDS by the real client keeps the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RdsSnapshotsContractTest extends BackupSourceSuite {

    private final BackedUpAccount account = new BackedUpAccount(RdsSnapshots::new, database());

    ProtectedDatabase database() {
        return BackedUpAccount.instance("snapshot");
    }

    @Override
    protected SourceUnderTest subject() {
        return account;
    }

    @AfterAll
    void close() {
        account.close();
    }
}
