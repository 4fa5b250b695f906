package io.nightshift.aws;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.sandbox.contract.LedgerSuite;
import io.nightshift.sandbox.wire.FastRetries;
import org.junit.jupiter.api.AfterEach;

/** The contract of all ledgers, on DynamoDB Local over HTTP. */
final class DynamoDbLedgerContractTest extends LedgerSuite {

    private final LedgerBench bench = new LedgerBench(FastRetries.POLICY);

    @Override
    protected Ledger open() {
        return bench.ledger();
    }

    @AfterEach
    void close() {
        bench.close();
    }
}
