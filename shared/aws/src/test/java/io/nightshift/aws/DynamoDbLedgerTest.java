package io.nightshift.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Commit;
import io.nightshift.sandbox.wire.Forward;
import io.nightshift.sandbox.wire.WireServer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On DynamoDB Local. */
final class DynamoDbLedgerTest {

    private static final AtomicInteger TABLES = new AtomicInteger();

    private final WireServer server = WireServer.before(Forward.to(DynamoDbLocal.endpoint()));
    private final AwsClients clients = Wire.clients(server.endpoint(), Patience.LOCAL);
    private final String table = "nightshift-" + TABLES.incrementAndGet();
    private final DynamoDbLedger ledger = ledger();

    private DynamoDbLedger ledger() {
        var client = DynamoDbLedger.client(clients);
        DynamoDbTable.create(client, table);
        return new DynamoDbLedger(
                client, DynamoDbLedger.Settings.of(table), () -> UUID.randomUUID().toString());
    }

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    @Test
    void writesATurnAndReadsItBack() {
        var turn = Runs.after(Runs.fresh("one"))
                .state(Json.obj().with("phase", "look"))
                .entries("arrived", "judged")
                .mark("lock/i-0abc", 0, Json.obj().with("run", "x"))
                .turn();

        assertThat(ledger.commit(turn)).isEqualTo(new Commit.Done());
        assertThat(ledger.run(turn.run().id())).contains(turn.run());
        assertThat(Audit.verify(ledger, turn.run().id()).whole()).isTrue();
    }
}
