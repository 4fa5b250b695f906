package io.nightshift.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Anchor;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Removal;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.contract.DamageSuite;
import io.nightshift.sandbox.contract.NextTurn;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody changes in a database is found, and what retention removes is no fault. */
abstract class SqlTamperingSuite extends DamageSuite {

    private static final Instant LATER = NextTurn.START.plus(Duration.ofDays(60));

    private final List<SqlLedger> opened = new ArrayList<>();

    abstract String url();

    @Override
    protected Ledger open() {
        var ledger = SqlLedger.open(url());
        opened.add(ledger);
        return ledger;
    }

    @AfterEach
    void close() {
        opened.forEach(SqlLedger::close);
    }

    final void sql(String statement, Object... values) throws SQLException {
        try (var connection = DriverManager.getConnection(url());
                var change = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                change.setObject(i + 1, values[i]);
            }
            change.executeUpdate();
        }
    }

    @Override
    protected void deleteRun(RunId id) throws SQLException {
        sql("DELETE FROM nightshift_run WHERE id = ?", id.value());
    }

    @Override
    protected void deleteEntries(RunId id) throws SQLException {
        sql("DELETE FROM nightshift_entry WHERE run = ?", id.value());
    }

    @Override
    protected void overwrite(RunId id, String state) throws SQLException {
        sql("UPDATE nightshift_run SET body = ? WHERE id = ?", state, id.value());
    }

    @Override
    protected void overwriteEntry(RunId id, long number, String body) throws SQLException {
        sql("UPDATE nightshift_entry SET body = ? WHERE run = ? AND number = ?", body, id.value(), number);
    }

    @Override
    protected void hideFromTheSweeper(RunId id) throws SQLException {
        sql("UPDATE nightshift_run SET due = NULL WHERE id = ?", id.value());
    }

    private Run ended(String name) {
        return write(NextTurn.first(name)
                .entries(3)
                .finished(Outcome.RESOLVED, "well")
                .sealed());
    }

    private int forget() {
        return opened.getFirst().forgetRuns(LATER.minus(Duration.ofDays(30)), LATER);
    }

    private List<String> anchor() {
        var lines = new ArrayList<String>();
        Anchor.write(ledger(), LATER, line -> lines.add(line.text()));
        return lines;
    }

    private List<String> since(List<String> anchor, Optional<Duration> keptFor) throws Anchor.InvalidException {
        var faults = new ArrayList<String>();
        Anchor.read(
                anchor.iterator(),
                line -> Anchor.fault(ledger(), line, LATER, keptFor).ifPresent(why -> faults.add(line.run() + why)));
        return faults;
    }

    private List<String> allFaults() {
        var faults = new ArrayList<String>();
        Audit.verifyAll(ledger(), LATER, finding -> faults.addAll(finding.faults()));
        return faults;
    }

    @Test
    void whatRetentionRemovedIsNoFault() throws Exception {
        var old = ended("old");
        write(NextTurn.first("open").entries(2).sealed());
        var anchor = anchor();

        assertThat(forget()).isEqualTo(1);
        assertThat(ledger().run(old.id())).isEmpty();
        assertThat(allFaults()).isEmpty();
        assertThat(since(anchor, Optional.empty())).isEmpty();
        assertThat(since(anchor, Optional.of(Duration.ofDays(30)))).isEmpty();
        assertThat(since(anchor, Optional.of(Duration.ofDays(90)))).hasSize(1);
        assertThat(forget()).as("the log of removals stays").isZero();
    }

    @Test
    void aDeletionIsNotDisguisedAsRetentionByAMarkAlone() throws Exception {
        var gone = ended("gone");
        var anchor = anchor();
        var forged = Removal.logged(gone, LATER, 0);
        write(NextTurn.first("other")
                .entries(1)
                .mark(new MarkerWrite(Removal.key(gone.id()), 0, forged.toJson(), Removal.FOR_GOOD))
                .mark("thread/x", 0, Json.obj().with("run", gone.id().value()))
                .sealed());
        deleteRun(gone.id());
        deleteEntries(gone.id());

        assertThat(allFaults()).hasSize(1).first().asString().contains("log of removals does not");
        assertThat(since(anchor, Optional.empty())).hasSize(1);
    }

    @Test
    void aLogOfRemovalsThatIsGoneExplainsNothing() throws Exception {
        ended("old");
        var anchor = anchor();
        forget();
        deleteRun(Removal.LOG.id());
        deleteEntries(Removal.LOG.id());
        assertThat(since(anchor, Optional.empty())).hasSize(1);
    }

    @Test
    void aRunThatCannotBeReadKeepsNoOtherFromBeingRemoved() throws Exception {
        var damaged = ended("damaged");
        ended("old");
        overwrite(damaged.id(), "{}");
        assertThat(forget()).isEqualTo(1);
        assertThat(allFaults()).isNotEmpty();
    }

    @Test
    void eachColumnBesideTheStateIsCompared() throws Exception {
        var run = write(NextTurn.first("a").entries(1).wakeAt("w", LATER).sealed());
        for (var column : List.of("version", "started", "due")) {
            sql(
                    "UPDATE nightshift_run SET " + column + " = " + column + " + 1 WHERE id = ?",
                    run.id().value());
            assertThat(allFaults()).hasSize(1).first().asString().contains("its " + column);
            sql(
                    "UPDATE nightshift_run SET " + column + " = " + column + " - 1 WHERE id = ?",
                    run.id().value());
        }
        assertThat(allFaults()).isEmpty();
    }
}
