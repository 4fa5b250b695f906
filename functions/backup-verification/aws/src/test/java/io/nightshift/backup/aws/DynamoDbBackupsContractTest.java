package io.nightshift.backup.aws;

import io.nightshift.backup.sandbox.BackupSourceSuite;
import io.nightshift.backup.sandbox.SourceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** DynamoDB by the real client keeps the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoDbBackupsContractTest extends BackupSourceSuite {

    private final BackedUpTables tables = new BackedUpTables("backup");

    @Override
    protected SourceUnderTest subject() {
        return tables;
    }

    @AfterAll
    void close() {
        tables.close();
    }
}
