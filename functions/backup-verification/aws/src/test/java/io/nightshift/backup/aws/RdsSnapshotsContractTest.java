package io.nightshift.backup.aws;

import io.nightshift.backup.sandbox.BackupSourceSuite;
import io.nightshift.backup.sandbox.SourceUnderTest;
import io.nightshift.core.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** RDS by the real client keeps the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RdsSnapshotsContractTest extends BackupSourceSuite {

    private final BackedUpAccount account = new BackedUpAccount(RdsSnapshots::new, RdsSnapshots.SNAPSHOT, more());

    Json.Obj more() {
        return Json.obj();
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
