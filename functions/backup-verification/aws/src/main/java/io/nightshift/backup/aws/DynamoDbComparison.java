package io.nightshift.backup.aws;

import static java.util.Objects.requireNonNullElse;

import io.nightshift.aws.AwsCalls;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.runtime.RecordedCount;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.core.act.CallFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.BackupDescription;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Compares a restored table with its source: items counted by a scan, the bytes that it read, keys and indexes, and the settings that
 * no restore carries.
 *
 * @param source the table as it is; empty if it does not exist any more
 * @param backup what was recorded when the backup was made; empty for a point in time
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html">DynamoDB: what must
 *     be set up on a restored table</a>
 */
record DynamoDbComparison(
        DynamoDbTables tables,
        TableDescription restored,
        Optional<TableDescription> source,
        Optional<BackupDescription> backup) {

    static final String STRUCTURE = "table-structure";
    static final String SETTINGS = "settings";

    /** A page that is read without strong consistency costs half a unit for each 4 KiB. */
    private static final long BYTES_OF_A_UNIT = 8192;

    RestoreAccess.Counted count() throws CallFailed {
        var counts = new TreeMap<>(scan());
        var results = new ArrayList<CheckResult>();
        recorded()
                .ifPresent(many -> results.add(new RecordedCount(
                                "items", backup.isPresent() ? "in the backup" : "at the source now, up to hours ago")
                        .judge(counts.getOrDefault("items", 0L), many)));
        results.add(structure());
        results.add(settings());
        return new RestoreAccess.Counted(counts, results);
    }

    private TreeMap<String, Long> scan() throws CallFailed {
        long items = 0;
        double units = 0;
        var request = ScanRequest.builder()
                .tableName(restored.tableName())
                .select(Select.COUNT)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        while (true) {
            var page = AwsCalls.read(() -> tables.client().scan(request.build()));
            items += requireNonNullElse(page.count(), 0);
            units += page.consumedCapacity() == null
                    ? 0
                    : requireNonNullElse(page.consumedCapacity().capacityUnits(), 0.0);
            if (!page.hasLastEvaluatedKey() || page.lastEvaluatedKey().isEmpty()) {
                break;
            }
            request.exclusiveStartKey(page.lastEvaluatedKey());
        }
        var counts = new TreeMap<String, Long>();
        counts.put("items", items);
        counts.put("bytes", Math.round(units * BYTES_OF_A_UNIT));
        return counts;
    }

    private Optional<Long> recorded() {
        return backup.isPresent()
                ? backup.flatMap(found -> Optional.ofNullable(found.sourceTableDetails()))
                        .flatMap(details -> Optional.ofNullable(details.itemCount()))
                : source.flatMap(table -> Optional.ofNullable(table.itemCount()));
    }

    /** Keys and indexes against the backup's record, or against the source. */
    private CheckResult structure() {
        var findings = new ArrayList<String>();
        var keys = backup.<List<KeySchemaElement>>flatMap(
                        found -> Optional.ofNullable(found.sourceTableDetails()).map(details -> details.keySchema()))
                .or(() -> source.map(TableDescription::keySchema));
        if (keys.filter(expected -> !expected.equals(restored.keySchema())).isPresent()) {
            findings.add("its keys are " + said(restored.keySchema()) + ", expected are " + said(keys.orElseThrow()));
        }
        var missing = new TreeSet<>(expectedIndexes());
        indexes(restored).forEach(missing::remove);
        missing.forEach(index -> findings.add("index " + index + " is missing"));
        return CheckResult.of(
                STRUCTURE, findings.isEmpty() ? BackupVerdict.GOOD : BackupVerdict.BROKEN, List.copyOf(findings));
    }

    private static String said(List<KeySchemaElement> keys) {
        return keys.stream().map(KeySchemaElement::attributeName).toList().toString();
    }

    private List<String> expectedIndexes() {
        var features = backup.flatMap(found -> Optional.ofNullable(found.sourceTableFeatureDetails()));
        return features.isPresent()
                ? Stream.concat(
                                features.get().globalSecondaryIndexes().stream().map(index -> index.indexName()),
                                features.get().localSecondaryIndexes().stream().map(index -> index.indexName()))
                        .toList()
                : source.map(DynamoDbComparison::indexes).orElse(List.of());
    }

    private static List<String> indexes(TableDescription table) {
        return Stream.concat(
                        table.globalSecondaryIndexes().stream().map(index -> index.indexName()),
                        table.localSecondaryIndexes().stream().map(index -> index.indexName()))
                .toList();
    }

    /** What somebody has to set by hand after a restore: the source has it, and no restore carries it. */
    private CheckResult settings() throws CallFailed {
        if (source.isEmpty()) {
            return CheckResult.of(
                    SETTINGS, BackupVerdict.GOOD, List.of("the source does not exist: its settings are not known"));
        }
        var table = source.get();
        var lost = new ArrayList<String>();
        tables.timeToLive(table.tableName()).ifPresent(attribute -> lost.add("time to live by " + attribute));
        if (table.streamSpecification() != null
                && Boolean.TRUE.equals(table.streamSpecification().streamEnabled())) {
            lost.add("the stream " + table.streamSpecification().streamViewTypeAsString());
        }
        if (tables.pointInTime(table.tableName()).isPresent()) {
            lost.add("point-in-time recovery");
        }
        if (Boolean.TRUE.equals(table.deletionProtectionEnabled())) {
            lost.add("deletion protection");
        }
        var tags = tables.tags(table.tableArn());
        if (!tags.isEmpty()) {
            lost.add("the tags " + String.join(", ", tags.keySet()));
        }
        if (table.billingModeSummary() == null || table.billingModeSummary().billingMode() == BillingMode.PROVISIONED) {
            lost.add("auto scaling");
        }
        return CheckResult.of(
                SETTINGS,
                BackupVerdict.GOOD,
                lost.isEmpty() ? List.of() : List.of("to set by hand after a restore: " + String.join(", ", lost)));
    }
}
