package io.nightshift.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.BatchLedger;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.run.Outcome;
import io.nightshift.sandbox.contract.LedgerSuite;
import io.nightshift.sandbox.contract.NextTurn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLedgerTest extends LedgerSuite {

    @TempDir
    Path folder;

    private final List<SqlLedger> opened = new ArrayList<>();

    @Override
    protected Ledger open() {
        return openAgain();
    }

    private SqlLedger openAgain() {
        var ledger = SqlLedger.open(file().toString());
        opened.add(ledger);
        return ledger;
    }

    private Path file() {
        return folder.resolve("a new folder/ledger.db");
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var change = connection.createStatement()) {
            change.executeUpdate(statement);
        }
    }

    @AfterEach
    void close() {
        opened.forEach(SqlLedger::close);
    }

    @Test
    void keepsEverythingWhenItIsClosedAndOpenedAgain() {
        var run = write(NextTurn.first("a").entries(3).turn());
        close();

        var again = openAgain();

        assertThat(again.run(run.id())).contains(run);
        assertThat(Audit.verify(again, run.id()).faults()).isEmpty();
    }

    @Test
    void twoLedgersOnOneFileSeeEachOther() {
        var other = openAgain();
        var run = write(NextTurn.first("a").entries(1).turn());

        assertThat(other.run(run.id())).contains(run);
        assertThat(other.commit(NextTurn.first("a").entries(1).turn())).isInstanceOf(Commit.Conflict.class);
        assertThat(other.commit(NextTurn.after(run).entries(1).turn())).isEqualTo(new Commit.Done());
        assertThat(ledger().commit(NextTurn.after(run).entries(1).turn())).isInstanceOf(Commit.Conflict.class);
    }

    @Test
    void whoeverChangesTheFileIsFoundOut() throws SQLException {
        var run = write(NextTurn.first("a").entries(4).turn());

        sql("UPDATE nightshift_entry SET body = replace(body, '\"note\":2', '\"note\":3') WHERE number = 2");
        assertThat(Audit.verify(ledger(), run.id()).faults())
                .containsExactly("entry 2 was altered: its content does not have its hash");

        sql("DELETE FROM nightshift_entry WHERE number = 2");
        assertThat(Audit.verify(ledger(), run.id()).faults())
                .hasSize(2)
                .first()
                .asString()
                .contains("entry 3 follows where 2");

        sql("UPDATE nightshift_entry SET body = 'CANARY' WHERE number = 1");
        assertThat(Audit.verify(ledger(), run.id()).faults().toString())
                .contains("the entry in place 1 cannot be read")
                .doesNotContain("CANARY");
    }

    @Test
    void refusesALedgerOfANewerVersion() throws SQLException {
        sql("UPDATE nightshift_schema SET version = 7");

        assertThatThrownBy(this::openAgain)
                .isInstanceOf(LedgerException.class)
                .hasMessageEndingWith(
                        "the ledger was written by a newer Nightshift (its schema is 7, this one knows 1); use that one");
    }

    @Test
    void forgetsMarksThatNobodyNeedsAnyMore() {
        var until = NextTurn.START.plusSeconds(3600);
        write(NextTurn.first("a").entries(1).mark("seen/x", 0, Json.obj()).turn());
        var ledger = opened.getFirst();

        assertThat(ledger.forget(until)).isZero();
        assertThat(ledger.markers(Set.of("seen/x")).values())
                .extracting(Marker::version)
                .containsExactly(1L);
        assertThat(ledger.forget(until.plusNanos(1))).isEqualTo(1);
        assertThat(ledger.markers(Set.of("seen/x")).values())
                .extracting(Marker::version)
                .containsExactly(0L);
    }

    @Test
    void forgetsWholeRunsThatEndedBeforeATime() {
        var over = write(NextTurn.first("over").entries(3).turn());
        over = write(NextTurn.after(over)
                .entries(1)
                .finished(Outcome.RESOLVED, "well")
                .turn());
        var open = write(NextTurn.first("open").entries(2).turn());
        var ledger = opened.getFirst();

        assertThat(ledger.forgetRuns(over.changedAt(), over.changedAt())).isZero();
        assertThat(ledger.forgetRuns(
                        over.changedAt().plusNanos(1), over.changedAt().plusNanos(1)))
                .isEqualTo(1);
        assertThat(ledger.run(over.id())).isEmpty();
        assertThat(ledger.entries(over.id(), Optional.empty(), 10).items()).isEmpty();
        assertThat(ledger.run(open.id())).contains(open);
        assertThat(ledger.entries(open.id(), Optional.empty(), 10).items()).hasSize(2);
    }

    @Test
    void saysWhyAFileCannotBeTheLedger() throws Exception {
        var text = Files.writeString(folder.resolve("notes.txt"), "this is no database, ".repeat(100));

        assertThatThrownBy(() -> SqlLedger.open(text.toString()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("no SQLite database");
        assertThatThrownBy(() -> SqlLedger.open(folder.toString()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("cannot be opened");
        assertThatThrownBy(() -> SqlLedger.open(text + "/below/ledger.db"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("cannot be made");
        assertThatThrownBy(() -> SqlLedger.open("jdbc:mysql://admin:CANARY@db/ledger"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("jdbc:sqlite: and jdbc:postgresql:")
                .hasMessageNotContaining("CANARY");
    }

    private void isRefused(String why) {
        var ledger = opened.getFirst();
        var turn = NextTurn.first("later").entries(1).turn();
        assertThatThrownBy(() -> ledger.commit(turn))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining(why);
        assertThat(ledger.fault().orElseThrow()).contains(why);
    }

    @Test
    void takesNoTurnWhileItsFileIsRemoved() throws Exception {
        var run = write(NextTurn.first("a").entries(1).turn());
        var ledger = opened.getFirst();
        assertThat(ledger.fault()).isEmpty();

        Files.move(file(), folder.resolve("elsewhere.db"));
        isRefused("was removed or replaced");
        assertThatThrownBy(() -> ledger.run(run.id())).isInstanceOf(LedgerException.class);
        assertThat(file()).doesNotExist();

        Files.writeString(file(), "another file");
        isRefused("was removed or replaced");

        Files.delete(file());
        Files.move(folder.resolve("elsewhere.db"), file());
        write(NextTurn.after(run).entries(1).turn());
        assertThat(ledger.fault()).isEmpty();
    }

    @Test
    void aWriteThatFailsIsAFaultUntilOneWorksAgain() throws Exception {
        write(NextTurn.first("a").entries(1).turn());
        var ledger = opened.getFirst();
        sql("CREATE TRIGGER no_writes BEFORE INSERT ON nightshift_turn BEGIN SELECT RAISE(ABORT, 'canary'); END");

        assertThatThrownBy(() -> ledger.commit(NextTurn.first("b").entries(1).turn()))
                .isInstanceOf(LedgerException.class)
                .hasMessageNotContaining("canary");
        ledger.probe();
        assertThat(ledger.fault()).isPresent();

        sql("DROP TRIGGER no_writes");
        ledger.probe();
        assertThat(ledger.fault()).isEmpty();
    }

    @Test
    void aTurnThatCannotBeWrittenKeepsNoNeighbourOut() {
        var first = NextTurn.first("a").entries(1).mark("rate/r", 0, Json.obj()).turn();
        var stale = NextTurn.first("b").entries(1).mark("rate/r", 0, Json.obj()).turn();
        var third = NextTurn.first("c")
                .entries(1)
                .mark("rate/r", 1, Json.obj().with("n", 3))
                .turn();

        assertThat(opened.getFirst().writeAll(List.of(first, stale, third)))
                .extracting(written ->
                        written instanceof BatchLedger.Written.Known(var commit) && commit instanceof Commit.Done)
                .containsExactly(true, false, true);
        assertThat(ledger().markers(Set.of("rate/r")).values())
                .containsExactly(new Marker("rate/r", 2, Json.obj().with("n", 3)));
    }

    @Test
    void aClosedLedgerSaysSo() {
        opened.getFirst().close();

        assertThatThrownBy(() -> ledger().runs(Optional.empty(), 1)).hasMessage("the ledger is closed");
    }
}
