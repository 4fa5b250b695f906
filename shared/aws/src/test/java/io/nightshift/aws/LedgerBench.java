package io.nightshift.aws;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.sandbox.dynamodb.DynamoDbLocal;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.RequestForwarder;
import io.nightshift.sandbox.wire.WireServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A ledger in a table of its own on DynamoDB Local, with a server in between that can do what DynamoDB Local cannot. */
final class LedgerBench implements AutoCloseable {

    private static final AtomicInteger TABLES = new AtomicInteger();

    final WireServer server;
    final DynamoDbClient client;
    final String table = "nightshift-" + TABLES.incrementAndGet();
    private final AtomicInteger turns = new AtomicInteger();
    private final AwsClients clients;

    LedgerBench(RetryPolicy retryPolicy) {
        this(retryPolicy, UnaryOperator.identity());
    }

    /** @param between what stands between the ledger and DynamoDB Local */
    LedgerBench(RetryPolicy retryPolicy, UnaryOperator<WireServer.Service> between) {
        server = WireServer.before(between.apply(RequestForwarder.to(DynamoDbLocal.endpoint())));
        clients = Wire.clients(server.endpoint(), retryPolicy);
        client = DynamoDbLedger.client(clients);
        try (var direct = Wire.clients(DynamoDbLocal.endpoint(), FastRetries.POLICY)) {
            DynamoDbTable.create(DynamoDbLedger.client(direct), table);
        }
    }

    DynamoDbLedger ledger() {
        return ledger(Optional.empty());
    }

    DynamoDbLedger ledger(Optional<Duration> retention) {
        return new DynamoDbLedger(
                client, new DynamoDbLedger.Settings(table, 4, retention), () -> table + "-" + turns.incrementAndGet());
    }

    /** The operations that were called since the start or the last look, in order. */
    List<String> calls() {
        var calls =
                server.requests().stream().map(request -> request.operation()).toList();
        server.forgetRequests();
        return calls;
    }

    Stream<Map<String, AttributeValue>> items() {
        return client.scanPaginator(scan -> scan.tableName(table)).items().stream();
    }

    @Override
    public void close() {
        clients.close();
        server.close();
    }
}
