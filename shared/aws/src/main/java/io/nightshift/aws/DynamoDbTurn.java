package io.nightshift.aws;

import static io.nightshift.aws.DynamoDbItems.attribute;
import static io.nightshift.aws.DynamoDbItems.number;

import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.RunJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * One turn as one transaction. The token identifies this worker's transaction: DynamoDB executes a transaction once per token
 * within ten minutes, so the SDK's retry of a lost call is harmless. The token is also stored with the turn, so that a worker
 * that lost every response can look up whether the turn in the ledger is its own.
 */
final class DynamoDbTurn {

    /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
    private static final int MOST_ITEM_BYTES = 400 * 1024;

    private static final int MOST_TRANSACTION_BYTES = 4 * 1024 * 1024;
    private static final int MOST_ITEMS = 100;
    private static final long ANY_VERSION = -1;

    private final Turn turn;
    private final String token;
    private final String table;

    /** The description of each item, in the order of the transaction: a refusal names its item by number. */
    private final List<String> places = new ArrayList<>();

    private final List<TransactWriteItem> writes = new ArrayList<>();
    private long bytes;

    DynamoDbTurn(Turn turn, String token, String table, DynamoDbItems items) {
        this.turn = turn;
        this.token = token;
        this.table = table;
        put("run " + turn.run().id(), turn.expectedVersion(), items.of(turn.run()));
        turn.entries()
                .forEach(entry -> put(
                        "entry " + entry.number() + " of run " + entry.run(), 0, items.of(entry, turn.run(), token)));
        if (turn.entries().isEmpty()) {
            put(
                    "turn " + turn.run().version() + " of run " + turn.run().id(),
                    0,
                    DynamoDbItems.ofTurn(turn.run(), token));
        }
        turn.marks().forEach(mark -> put("mark " + mark.key(), mark.expectedVersion(), DynamoDbItems.of(mark)));
        // It may exist from an earlier end of this run, which has learned more since.
        items.removal(turn.run()).ifPresent(mark -> put("mark " + mark.key(), ANY_VERSION, DynamoDbItems.of(mark)));
        if (writes.size() > MOST_ITEMS || bytes > MOST_TRANSACTION_BYTES) {
            throw new LedgerException(
                    "turn %d of run %s writes %d items of %d bytes; DynamoDB takes %d items of %d bytes at once"
                            .formatted(
                                    turn.run().version(),
                                    turn.run().id(),
                                    writes.size(),
                                    bytes,
                                    MOST_ITEMS,
                                    MOST_TRANSACTION_BYTES),
                    false);
        }
    }

    private void put(String place, long expectedVersion, Map<String, AttributeValue> item) {
        int size = DynamoDbItems.bytes(item);
        if (size > MOST_ITEM_BYTES) {
            throw new LedgerException(tooLarge(place, size), false);
        }
        bytes += size;
        places.add(place);
        var put = Put.builder().tableName(table).item(item);
        if (expectedVersion == ANY_VERSION) {
            writes.add(TransactWriteItem.builder().put(put.build()).build());
            return;
        }
        if (expectedVersion == 0) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("version = :read")
                    .expressionAttributeValues(Map.of(":read", number(expectedVersion)));
        }
        writes.add(TransactWriteItem.builder().put(put.build()).build());
    }

    private String tooLarge(String place, int size) {
        var run = turn.run();
        return ("%s would take %d bytes, DynamoDB stores at most %d in one item"
                        + " (characters of the run's state: %d, plan: %d, whole run: %d)")
                .formatted(
                        place,
                        size,
                        MOST_ITEM_BYTES,
                        run.state().text().length(),
                        run.plan().text().length(),
                        RunJson.of(run).text().length());
    }

    TransactWriteItemsRequest request() {
        return TransactWriteItemsRequest.builder()
                .transactItems(writes)
                .clientRequestToken(token)
                .build();
    }

    String place(int number) {
        return number < places.size() ? places.get(number) : "item " + number;
    }

    /** The item that shows whether this turn took effect: it is written once and never again. */
    Map<String, AttributeValue> witness() {
        var id = turn.run().id();
        return turn.entries().isEmpty()
                ? DynamoDbItems.turnKey(id, turn.run().version())
                : DynamoDbItems.entryKey(id, turn.entries().getFirst().number());
    }

    boolean isMine(Map<String, AttributeValue> witness) {
        return attribute(witness, "turn").s().equals(token);
    }
}
