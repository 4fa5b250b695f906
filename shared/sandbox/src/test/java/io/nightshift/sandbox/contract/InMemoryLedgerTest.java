package io.nightshift.sandbox.contract;

import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;

final class InMemoryLedgerTest extends LedgerSuite {

    @Override
    protected Ledger open() {
        return new InMemoryLedger();
    }
}
