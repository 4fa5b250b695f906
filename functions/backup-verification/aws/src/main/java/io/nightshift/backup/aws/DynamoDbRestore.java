package io.nightshift.backup.aws;

import static java.util.Objects.requireNonNullElse;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.RestoreStatus.State;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * A restored table. The restore call takes no tags: until the next call sets ours, the table's own record of its restore, from our
 * source and under the name of the run, stands for the tag.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreSummary.html">DynamoDB: RestoreSummary</a>
 */
record DynamoDbRestore(TableDescription table, Map<String, String> tags) {

    private boolean isTagged(RestoreOrder order) {
        return order.run().value().equals(tags.get(RestoreOrder.RUN_TAG));
    }

    boolean isOf(RestoreOrder order, ProtectedDatabase database) {
        return isTagged(order) || isUntagged(order, database);
    }

    private boolean isUntagged(RestoreOrder order, ProtectedDatabase database) {
        return !tags.containsKey(RestoreOrder.RUN_TAG)
                && order.name().equals(table.tableName())
                && isRestoredFrom(database);
    }

    /** Whether DynamoDB itself recorded that it restored the table from that one. */
    boolean isRestoredFrom(ProtectedDatabase database) {
        var summary = table.restoreSummary();
        return summary != null
                && String.valueOf(summary.sourceTableArn())
                        .endsWith(":table/" + database.subject().name());
    }

    Instant since() {
        return requireNonNullElse(table.creationDateTime(), Instant.EPOCH);
    }

    boolean isRemoving() {
        return state() == State.REMOVING;
    }

    State state(RestoreOrder order, ProtectedDatabase database) {
        var state = state();
        return state == State.READY && isUntagged(order, database) ? State.NEXT_STEP : state;
    }

    private State state() {
        return switch (table.tableStatus()) {
            case ACTIVE -> isRestoring() || !indexesAreActive() ? State.WORKING : State.READY;
            case DELETING -> State.REMOVING;
            case INACCESSIBLE_ENCRYPTION_CREDENTIALS, ARCHIVING, ARCHIVED -> State.FAILED;
            case CREATING, UPDATING, REPLICATION_NOT_AUTHORIZED, UNKNOWN_TO_SDK_VERSION -> State.WORKING;
        };
    }

    private boolean isRestoring() {
        return table.restoreSummary() != null
                && Boolean.TRUE.equals(table.restoreSummary().restoreInProgress());
    }

    private boolean indexesAreActive() {
        return table.globalSecondaryIndexes().stream().allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE);
    }

    RestoreStatus toStatus(RestoreOrder order, ProtectedDatabase database) {
        return new RestoreStatus(
                state(order, database),
                table.tableStatusAsString(),
                isUntagged(order, database) ? order.tags(database.entry()) : tags,
                "");
    }
}
