package io.nightshift.gcp;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.sandbox.contract.LedgerSuite;
import org.junit.jupiter.api.AfterEach;

/** The contract of all ledgers, on a Firestore in memory over gRPC. */
final class FirestoreLedgerContractTest extends LedgerSuite {

    private final FirestoreBench bench = new FirestoreBench();

    @Override
    protected Ledger open() {
        return bench.ledger();
    }

    @AfterEach
    void close() {
        bench.close();
    }
}
