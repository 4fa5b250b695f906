package io.nightshift.aws;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.sandbox.contract.LedgerSuite;
import org.junit.jupiter.api.AfterEach;

/** The contract of all ledgers, on DynamoDB Local over HTTP. */
final class DynamoDbLedgerContractTest extends LedgerSuite {

    private final LedgerBench bench = new LedgerBench(RetryPolicy.LOCAL);

    @Override
    protected Ledger open() {
        return bench.ledger();
    }

    @AfterEach
    void close() {
        bench.close();
    }
}
