package io.nightshift.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.ledger.Audit;
import io.nightshift.sandbox.contract.NextTurn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteTamperingTest extends SqlTamperingSuite {

    @TempDir
    private Path folder;

    @Override
    String url() {
        return "jdbc:sqlite:" + folder.resolve("ledger.db");
    }

    /** SQLite keeps text in a column of numbers. */
    @Test
    void anEntryWhoseNumberIsNoneIsFoundAndEndsNothing() throws Exception {
        var run = write(NextTurn.first("a").entries(3).sealed());
        for (var number : new String[] {"'x'", "-7", "2.5", "9223372036854775807"}) {
            sql("INSERT INTO nightshift_entry SELECT run, " + number + ", body FROM nightshift_entry WHERE number = 1");
            assertThat(Audit.verify(ledger(), run.id()).faults()).as(number).isNotEmpty();
            sql("DELETE FROM nightshift_entry WHERE number = " + number);
            assertThat(Audit.verify(ledger(), run.id()).faults()).isEmpty();
        }
    }

    /** Written by {@code serve}'s code of November 2026, before the hash of the state was kept. */
    @Test
    void aLedgerOfTheFirstFormatIsWholeAndNotCovered() throws Exception {
        try (var old = Objects.requireNonNull(getClass().getResourceAsStream("/ledger-without-state-hashes.sql"));
                var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("old.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(new String(old.readAllBytes(), StandardCharsets.UTF_8));
        }
        try (var ledger = SqlLedger.open(folder.resolve("old.db").toString())) {
            var runs = new ArrayList<String>();
            Audit.verifyAll(ledger, Instant.parse("2027-01-01T00:00:00Z"), finding -> {
                assertThat(finding.faults()).isEmpty();
                assertThat(finding.notes().toString()).contains("not covered", "0.1.0");
                runs.add(finding.run().value());
            });
            assertThat(runs).hasSize(4);
        }
    }
}
