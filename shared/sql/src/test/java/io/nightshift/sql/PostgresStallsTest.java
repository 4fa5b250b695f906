package io.nightshift.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Timeouts;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.sandbox.contract.NextTurn;
import io.nightshift.sandbox.wire.StallingProxy;
import io.nightshift.sandbox.wire.StallingServer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A time limit holds for the whole of each call to a PostgreSQL that does not answer. */
final class PostgresStallsTest {

    private static final Timeouts SHORT = Timeouts.of(Duration.ofSeconds(2));

    private static SqlLedger ledger(String url) {
        return new SqlLedger(
                SqlDialect.POSTGRESQL,
                () -> SqlDialect.POSTGRESQL.open(url),
                UUID::randomUUID,
                Optional.of(SHORT),
                wait -> {});
    }

    private static void ends(SqlLedger ledger) {
        var turn = NextTurn.first("a").entries(1).turn();
        assertThatThrownBy(() -> ledger.commit(turn))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("whether the turn was written is not known");
        assertThat(ledger.fault()).isPresent();
        assertThatThrownBy(() -> ledger.run(turn.run().id()))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("PostgreSQL cannot be reached");
    }

    @Test
    void aServerThatTakesConnectionsAndGivesNoAnswerEndsACall() {
        try (var server = new StallingServer(StallingServer.Stall.NO_ANSWER);
                var ledger = ledger("jdbc:postgresql://localhost:" + server.port() + "/ledger?user=a&password=b")) {
            ends(ledger);
        }
    }

    @Test
    void anAnswerThatTricklesEndsACall() {
        var database = Postgres.database();
        try (var proxy = new StallingProxy(database.port());
                var ledger = ledger(database.url(proxy.port()))) {
            proxy.stall();
            ends(ledger);
        }
    }
}
