package io.nightshift.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.contract.DamageSuite;
import io.nightshift.sandbox.contract.NextTurn;
import io.nightshift.sandbox.wire.FastRetries;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What somebody changes in the table is found. */
final class DynamoDbTamperingTest extends DamageSuite {

    private static final Duration KEEP = Duration.ofDays(30);

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

    /** DynamoDB deletes the item of the run when it has expired, and its entries some time later, each by itself. */
    @Test
    void whatExpiredIsNoFaultAndWhatIsGoneEarlierIsOne() {
        var run = write(NextTurn.first("a")
                .entries(3)
                .finished(Outcome.RESOLVED, "well")
                .sealed());
        delete(DynamoDbItems.runKey(run.id()));
        delete(DynamoDbItems.entryKey(run.id(), 0));

        var due = run.changedAt().plus(KEEP);
        var gone = Audit.verify(ledger(), run.id(), due);
        assertThat(gone.faults()).isEmpty();
        assertThat(gone.notes().toString()).contains("retention removed it");
        assertThat(Audit.verify(ledger(), run.id(), due.minusSeconds(1))
                        .faults()
                        .toString())
                .contains("not earlier");

        overwriteEntry(run.id(), 1, "{}");
        assertThat(Audit.verify(ledger(), run.id(), due).faults()).isNotEmpty();
    }

    @Test
    void aRunThatWasOpenDidNotExpire() {
        var run = write(NextTurn.first("a").entries(3).sealed());
        delete(DynamoDbItems.runKey(run.id()));
        assertThat(Audit.verify(ledger(), run.id()).faults()).isNotEmpty();
    }
}
