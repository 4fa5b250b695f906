package io.nightshift.aws;

import io.nightshift.core.ledger.SortableTime;
import io.nightshift.core.run.RunId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The one table of the {@link DynamoDbLedger}. Billed by request; key {@code pk} (hash, string) and {@code sk} (range,
 * string); time to live by the attribute {@code expires} (epoch seconds).
 *
 * <table>
 * <caption>Items</caption>
 * <tr><th>item</th><th>pk</th><th>sk</th><th>other attributes</th></tr>
 * <tr><td>run</td><td>{@code run#ID}</td><td>{@code run}</td>
 *     <td>version, body (JSON), the keys of both indexes, expires once finished</td></tr>
 * <tr><td>entry</td><td>{@code run#ID}</td><td>{@code entry#000000000007}</td>
 *     <td>at, policy, kind, body (JSON), previous, hash, turn, expires</td></tr>
 * <tr><td>turn without entries</td><td>{@code run#ID}</td><td>{@code turn#000000000003}</td><td>turn, expires</td></tr>
 * <tr><td>mark</td><td>{@code mark#KEY}</td><td>{@code mark}</td><td>version, body (JSON), expires</td></tr>
 * </table>
 *
 * <p>There are two global indexes, both with keys only. Both are spread over a few shards by the run's id, so that many
 * concurrent runs do not reach the limit of one partition (1,000 writes a second):
 *
 * <ul>
 *   <li>{@code due}: {@code dueShard} (hash, string), {@code dueKey} (range, string). Sparse: a run has these attributes
 *       only while it is due at some time.
 *   <li>{@code started}: {@code startShard} (hash, string), {@code startKey} (range, string). They never change, so a
 *       turn costs no write here.
 * </ul>
 *
 * <p>The function needs {@code dynamodb:GetItem}, {@code BatchGetItem}, {@code PutItem} and {@code Query} on the table,
 * and {@code Query} on both indexes (a transaction needs the permissions of its actions); an auditor also needs {@code Scan}. A
 * run that expires leaves the mark {@code removed/ID}, which does not expire. Infrastructure should
 * also turn on point-in-time recovery and deletion protection: the ledger is the audit trail.
 */
public final class DynamoDbTable {

    static final String PK = "pk";
    static final String SK = "sk";
    static final String EXPIRES = "expires";

    /** An index over runs; {@code key} is a {@link SortableTime} and the run's id. */
    enum Index {
        DUE("due", "dueShard", "dueKey"),
        STARTED("started", "startShard", "startKey");

        final String title;
        final String shard;
        final String key;

        Index(String title, String shard, String key) {
            this.title = title;
            this.shard = shard;
            this.key = key;
        }

        private GlobalSecondaryIndex description() {
            return GlobalSecondaryIndex.builder()
                    .indexName(title)
                    .keySchema(schema(shard, key))
                    .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                    .build();
        }
    }

    private DynamoDbTable() {}

    /**
     * Creates the table and waits until it can be used: for tests and emulators; in production, infrastructure creates it.
     */
    public static void create(DynamoDbClient client, String name) {
        client.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(schema(PK, SK))
                .attributeDefinitions(attributes())
                .globalSecondaryIndexes(
                        Stream.of(Index.values()).map(Index::description).toList()));
        try (var waiter = client.waiter()) {
            var _ = waiter.waitUntilTableExists(table -> table.tableName(name));
        }
        client.updateTimeToLive(table -> table.tableName(name)
                .timeToLiveSpecification(ttl -> ttl.attributeName(EXPIRES).enabled(true)));
    }

    private static List<KeySchemaElement> schema(String hash, String range) {
        return List.of(
                KeySchemaElement.builder()
                        .attributeName(hash)
                        .keyType(KeyType.HASH)
                        .build(),
                KeySchemaElement.builder()
                        .attributeName(range)
                        .keyType(KeyType.RANGE)
                        .build());
    }

    private static List<AttributeDefinition> attributes() {
        var ofIndexes = Stream.of(Index.values()).flatMap(index -> Stream.of(index.shard, index.key));
        return Stream.concat(Stream.of(PK, SK), ofIndexes)
                .map(name -> AttributeDefinition.builder()
                        .attributeName(name)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .toList();
    }

    static String shard(RunId id, int shards) {
        return Integer.toString(Math.floorMod(id.value().hashCode(), shards));
    }

    static List<String> shards(int shards) {
        return IntStream.range(0, shards).mapToObj(Integer::toString).toList();
    }
}
