package io.nightshift.backup.gcp;

import io.nightshift.backup.sandbox.BackupSourceSuite;
import io.nightshift.backup.sandbox.SourceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Firestore over the wire keeps the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirestoreBackupsContractTest extends BackupSourceSuite {

    private final BackedUpFirestore firestore = new BackedUpFirestore("backup");

    @Override
    protected SourceUnderTest subject() {
        return firestore;
    }

    @AfterAll
    void close() {
        firestore.close();
    }
}
