package io.nightshift.aws;

import static io.nightshift.aws.DynamoDbItems.text;

import io.nightshift.aws.DynamoDbTable.Index;
import io.nightshift.core.ledger.LedgerException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Reads items of one table; strongly consistent except for the indexes, which DynamoDB cannot read that way. */
final class DynamoDbReader {

    /** The maximum number of items in one DynamoDB batch read. */
    private static final int MOST_KEYS = 100;

    /** How often keys that DynamoDB left out are requested again. */
    private static final int MOST_ROUNDS = 8;

    private final DynamoDbClient client;
    private final String table;

    DynamoDbReader(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** The item with that key; empty if there is none. */
    Map<String, AttributeValue> get(String what, Map<String, AttributeValue> key) {
        try {
            return client.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                    .item();
        } catch (SdkException e) {
            throw failed(what + " could not be read", e);
        }
    }

    /** The existing items with those keys, in any order. */
    List<Map<String, AttributeValue>> all(String what, List<Map<String, AttributeValue>> keys) {
        var found = new ArrayList<Map<String, AttributeValue>>();
        for (int start = 0; start < keys.size(); start += MOST_KEYS) {
            found.addAll(batch(what, keys.subList(start, Math.min(start + MOST_KEYS, keys.size()))));
        }
        return found;
    }

    /**
     * DynamoDB may leave keys out for lack of capacity or because the response gets too large. They are requested again at
     * once, because each round returns some: if none can be read, DynamoDB throws, and the SDK waits before it retries.
     */
    private List<Map<String, AttributeValue>> batch(String what, List<Map<String, AttributeValue>> keys) {
        var found = new ArrayList<Map<String, AttributeValue>>();
        var open = Map.of(
                table,
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var asked = open;
            try {
                var answer = client.batchGetItem(batch -> batch.requestItems(asked));
                found.addAll(answer.responses().getOrDefault(table, List.of()));
                open = answer.unprocessedKeys();
            } catch (SdkException e) {
                throw failed(what + " could not be read", e);
            }
            if (open.isEmpty()) {
                return found;
            }
        }
        throw new LedgerException(what + " could not be read: DynamoDB has no capacity for all of them", true);
    }

    /** The content of an index in one shard: keys only, in order of time; DUE ascending, STARTED descending. */
    List<Map<String, AttributeValue>> indexed(
            Index index, String shard, String range, Map<String, AttributeValue> values, int limit) {
        var all = new HashMap<>(values);
        all.put(":shard", text(shard));
        return query(
                        "the index " + index.title,
                        QueryRequest.builder()
                                .indexName(index.title)
                                .keyConditionExpression(index.shard + " = :shard AND " + index.key + " " + range)
                                .expressionAttributeValues(all)
                                .scanIndexForward(index == Index.DUE)
                                .limit(limit))
                .items();
    }

    QueryResponse query(String what, QueryRequest.Builder query) {
        try {
            return client.query(query.tableName(table).build());
        } catch (SdkException e) {
            throw failed(what + " could not be read", e);
        }
    }

    /** A part of all items, with their keys and bodies. */
    ScanResponse scan(Optional<Map<String, AttributeValue>> after, int limit) {
        try {
            var scan = ScanRequest.builder()
                    .tableName(table)
                    .consistentRead(true)
                    .projectionExpression("pk, sk, body")
                    .limit(limit);
            after.ifPresent(scan::exclusiveStartKey);
            return client.scan(scan.build());
        } catch (SdkException e) {
            throw failed("all items could not be read", e);
        }
    }

    /** The cause is omitted: a provider's message may repeat the request. */
    LedgerException failed(String what, SdkException e) {
        var problem = AwsErrors.whileReading(e);
        return new LedgerException("%s in table %s: %s".formatted(what, table, problem.message()), problem.retryable());
    }
}
