package io.nightshift.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
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
        assertThat(ledger.forgetRuns(over.changedAt().plusNanos(1), over.changedAt().plusNanos(1))).isEqualTo(1);
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
                .hasMessageContaining("the folder of ");
        assertThatThrownBy(() -> SqlLedger.open("jdbc:mysql://admin:CANARY@db/ledger"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("jdbc:sqlite: and jdbc:postgresql:")
                .hasMessageNotContaining("CANARY");
    }

    @Test
    void aClosedLedgerSaysSo() {
        opened.getFirst().close();

        assertThatThrownBy(() -> ledger().runs(Optional.empty(), 1)).hasMessage("the ledger is closed");
    }
}
