package io.nightshift.aws;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.contract.ExpiryDamageSuite;
import io.nightshift.sandbox.wire.FastRetries;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What somebody changes in the table is found. */
final class DynamoDbTamperingTest extends ExpiryDamageSuite {

    private final LedgerBench bench = new LedgerBench(FastRetries.POLICY);

    @Override
    protected Ledger open() {
        return bench.ledger(Optional.of(KEEP));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void delete(Map<String, AttributeValue> key) {
        bench.client.deleteItem(item -> item.tableName(bench.table).key(key));
    }

    private void set(Map<String, AttributeValue> key, String body) {
        bench.client.updateItem(update -> update.tableName(bench.table)
                .key(key)
                .updateExpression("SET body = :body")
                .expressionAttributeValues(Map.of(":body", AttributeValue.fromS(body))));
    }

    @Override
    protected void deleteRun(RunId id) {
        delete(DynamoDbItems.runKey(id));
    }

    private static String text(Map<String, AttributeValue> key, String name) {
        return Objects.requireNonNull(key.get(name)).s();
    }

    @Override
    protected void deleteEntries(RunId id) {
        bench.items()
                .map(DynamoDbItems::keyOf)
                .filter(key -> text(key, "pk").equals("run#" + id.value()))
                .filter(key -> text(key, "sk").startsWith("entry#"))
                .toList()
                .forEach(this::delete);
    }

    @Override
    protected void overwrite(RunId id, String state) {
        set(DynamoDbItems.runKey(id), state);
    }

    @Override
    protected void overwriteEntry(RunId id, long number, String body) {
        set(DynamoDbItems.entryKey(id, number), body);
    }

    @Override
    protected void hideFromTheSweeper(RunId id) {
        bench.client.updateItem(update -> update.tableName(bench.table)
                .key(DynamoDbItems.runKey(id))
                .updateExpression("REMOVE dueKey, dueShard"));
    }

    @Override
    protected void deleteEntry(RunId id, long number) {
        delete(DynamoDbItems.entryKey(id, number));
    }
}
