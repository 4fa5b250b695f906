package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Tables, backups and restores of DynamoDB: items {@code table/NAME} and {@code table-backup/ARN} with the members that the API
 * shows, and {@code Items}, the number of items that a scan counts. A restored table has no tags, no time to live, no stream and no
 * protection; it is {@code CREATING} for as long as the sequence of {@link FakeSequences} says.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html">DynamoDB JSON 1.0
 *     API</a>
 */
final class FakeDynamoDb implements FakeService {

    static final String TABLE = "table/";
    private static final String BACKUP = "table-backup/";
    private static final String STATUS = "TableStatus";
    private static final String NAME = "TableName";
    private static final String TARGET = "TargetTableName";
    private static final String SOURCE_ARN = "SourceTableArn";
    private static final String PROTECTED = "DeletionProtectionEnabled";
    private static final String LATEST = "LatestRestorableDateTime";
    private static final String ITEMS = "Items";
    private static final List<String> RESTORED = List.of("CREATING", "CREATING", "ACTIVE");
    private static final int PAGE = 100;
    private static final double HALF_UNIT = 0.5;

    /** What a restore does not carry, and what is not shown. */
    private static final Set<String> OWN =
            Set.of("StreamSpecification", PROTECTED, "TimeToLive", LATEST, "RestoreSummary");

    private static final Set<String> HIDDEN = Set.of(ITEMS, "TimeToLive", LATEST);

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "ListTables" -> tables(call, account).text();
            case "DescribeTable" -> describe(call, account).text();
            case "ListTagsOfResource" -> tags(call, account).text();
            case "TagResource" -> tag(call, account);
            case "ListBackups" -> backups(call, account).text();
            case "DescribeBackup" -> backup(call, account).text();
            case "DescribeContinuousBackups" -> pointInTime(call, account).text();
            case "DescribeTimeToLive" -> timeToLive(call, account).text();
            case "RestoreTableFromBackup" -> fromBackup(call, account).text();
            case "RestoreTableToPointInTime" -> fromTime(call, account).text();
            case "Scan" -> scan(call, account).text();
            case "UpdateTable" -> update(call, account).text();
            case "DeleteTable" -> delete(call, account).text();
            default -> throw FakeService.unknown(call);
        };
    }

    private static AwsError error(String code, String text) {
        return new AwsError(400, code, text);
    }

    private static String name(Item table) {
        return table.key().substring(TABLE.length());
    }

    private static String arn(Item table) {
        return AwsStandIn.arn("dynamodb", TABLE + name(table));
    }

    private static Item table(AwsCall call, FakeAccount account) {
        return account.item(TABLE + call.text(NAME))
                .orElseThrow(() -> error("ResourceNotFoundException", "Requested resource not found"));
    }

    private static Item byArn(AwsCall call, FakeAccount account) {
        return account.items(TABLE).stream()
                .filter(table -> arn(table).equals(call.text("ResourceArn")))
                .findFirst()
                .orElseThrow(() -> error("ResourceNotFoundException", "Requested resource not found"));
    }

    private static Json.Obj shown(Item table) {
        var shown = Json.obj().with(NAME, name(table)).with("TableArn", arn(table));
        for (var member : table.values().members().entrySet()) {
            if (!HIDDEN.contains(member.getKey())) {
                shown = shown.with(member.getKey(), member.getValue());
            }
        }
        return shown;
    }

    private static Json.Obj tables(AwsCall call, FakeAccount account) {
        call.only("ExclusiveStartTableName", "Limit");
        var part = ReplyPage.of(
                account.items(TABLE).stream().map(FakeDynamoDb::name).toList(),
                call.optionalText("ExclusiveStartTableName"));
        var page = Json.obj().with("TableNames", Json.strings(part.items()));
        return part.next()
                .map(next -> page.with("LastEvaluatedTableName", next))
                .orElse(page);
    }

    private static Json.Obj describe(AwsCall call, FakeAccount account) {
        call.only(NAME);
        return Json.obj().with("Table", shown(table(call, account)));
    }

    private static Json.Obj tags(AwsCall call, FakeAccount account) {
        call.only("ResourceArn", "NextToken");
        var tags = byArn(call, account).tags();
        var part = ReplyPage.of(tags.keySet().stream().sorted().toList(), call.optionalText("NextToken"));
        var page = Json.obj()
                .with(
                        "Tags",
                        Json.arr(part.items().stream()
                                .map(key -> Json.obj().with("Key", key).with("Value", String.valueOf(tags.get(key))))
                                .toList()));
        return part.next().map(next -> page.with("NextToken", next)).orElse(page);
    }

    private static String tag(AwsCall call, FakeAccount account) {
        call.only("ResourceArn", "Tags");
        var table = byArn(call, account);
        active(table);
        try {
            for (var tag : call.json().at("Tags").items()) {
                table = table.tagging(tag.at("Key").nonBlank(), tag.at("Value").text());
            }
        } catch (JsonException e) {
            throw error("ValidationException", e.getMessage());
        }
        account.change("tag", table);
        return "";
    }

    private static void active(Item table) {
        if (!table.text(STATUS).equals("ACTIVE")) {
            throw error("ResourceInUseException", "The table is being created, updated or deleted: " + name(table));
        }
    }

    private static Json.Obj summary(Item backup) {
        var summary = Json.obj().with("BackupArn", backup.key().substring(BACKUP.length()));
        for (var member : backup.values().members().entrySet()) {
            if (member.getKey().startsWith("Backup") || member.getKey().equals(NAME)) {
                summary = summary.with(member.getKey(), member.getValue());
            }
        }
        return summary;
    }

    private static Json.Obj backups(AwsCall call, FakeAccount account) {
        call.only(NAME, "BackupType", "ExclusiveStartBackupArn", "Limit");
        var all = account.items(BACKUP).stream()
                .filter(backup -> backup.text(NAME).equals(call.text(NAME)))
                .map(FakeDynamoDb::summary)
                .toList();
        var part = ReplyPage.of(all, call.optionalText("ExclusiveStartBackupArn"));
        var page = Json.obj().with("BackupSummaries", Json.arr(List.<Json>copyOf(part.items())));
        return part.next()
                .map(next -> page.with("LastEvaluatedBackupArn", next))
                .orElse(page);
    }

    private static Item backupOf(AwsCall call, FakeAccount account) {
        return account.item(BACKUP + call.text("BackupArn"))
                .filter(backup -> !backup.text("BackupStatus").equals("DELETED"))
                .orElseThrow(() -> error("BackupNotFoundException", "Backup not found: " + call.text("BackupArn")));
    }

    private static Json.Obj backup(AwsCall call, FakeAccount account) {
        call.only("BackupArn");
        var backup = backupOf(call, account);
        return Json.obj()
                .with(
                        "BackupDescription",
                        Json.obj()
                                .with("BackupDetails", summary(backup))
                                .with("SourceTableDetails", member(backup, "SourceTableDetails"))
                                .with("SourceTableFeatureDetails", member(backup, "SourceTableFeatureDetails")));
    }

    private static Json.Obj member(Item item, String name) {
        return item.values().get(name) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    }

    private static Json.Obj pointInTime(AwsCall call, FakeAccount account) {
        call.only(NAME);
        var table = account.item(TABLE + call.text(NAME))
                .orElseThrow(() -> error("TableNotFoundException", "Table not found: " + call.text(NAME)));
        var latest = table.values().get(LATEST);
        var recovery = Json.obj().with("PointInTimeRecoveryStatus", latest == null ? "DISABLED" : "ENABLED");
        return Json.obj()
                .with(
                        "ContinuousBackupsDescription",
                        Json.obj()
                                .with("ContinuousBackupsStatus", "ENABLED")
                                .with(
                                        "PointInTimeRecoveryDescription",
                                        latest == null ? recovery : recovery.with(LATEST, latest)));
    }

    private static Json.Obj timeToLive(AwsCall call, FakeAccount account) {
        call.only(NAME);
        var attribute = table(call, account).text("TimeToLive");
        var status = Json.obj().with("TimeToLiveStatus", attribute.isEmpty() ? "DISABLED" : "ENABLED");
        return Json.obj()
                .with("TimeToLiveDescription", attribute.isEmpty() ? status : status.with("AttributeName", attribute));
    }

    private static Json.Obj fromBackup(AwsCall call, FakeAccount account) {
        call.only("BackupArn", TARGET, "BillingModeOverride");
        var backup = backupOf(call, account);
        if (!backup.text("BackupStatus").equals("AVAILABLE")) {
            throw error("BackupInUseException", "Backup is being created or deleted");
        }
        var source = account.item(TABLE + backup.text(NAME))
                .orElseGet(() -> Item.of(TABLE + backup.text(NAME), Json.Obj.EMPTY));
        return make(
                call,
                account,
                source.with(ITEMS, backup.values().members().getOrDefault(ITEMS, Json.of(0))),
                Json.obj().with("SourceBackupArn", call.text("BackupArn")));
    }

    private static Json.Obj fromTime(AwsCall call, FakeAccount account) {
        call.only("SourceTableName", TARGET, "RestoreDateTime", "BillingModeOverride");
        var name = call.text("SourceTableName");
        var source = account.item(TABLE + name)
                .orElseThrow(() -> error("TableNotFoundException", "Table not found: " + name));
        try {
            if (source.values().get(LATEST) == null) {
                throw error("PointInTimeRecoveryUnavailableException", "Point in time recovery is not enabled");
            }
            var time = call.json().at("RestoreDateTime").number();
            if (time.doubleValue() > Double.parseDouble(source.text(LATEST))) {
                throw error("InvalidRestoreTimeException", "The restore time is after the latest restorable one");
            }
        } catch (JsonException e) {
            throw error("ValidationException", e.getMessage());
        }
        return make(call, account, source, Json.obj());
    }

    private static Json.Obj make(AwsCall call, FakeAccount account, Item source, Json.Obj summary) {
        var key = TABLE + call.text(TARGET);
        if (account.item(key).isPresent()) {
            throw error("TableAlreadyExistsException", "Table already exists: " + call.text(TARGET));
        }
        var values = Json.obj();
        for (var member : source.values().members().entrySet()) {
            values = OWN.contains(member.getKey()) ? values : values.with(member.getKey(), member.getValue());
        }
        var states = account.item("restores").map(item -> item.texts("states")).orElse(RESTORED);
        var made = Item.of(
                key,
                values.with(STATUS, states.getFirst())
                        .with("ItemCount", 0)
                        .with("CreationDateTime", epoch(account.time()))
                        .with(
                                "BillingModeSummary",
                                Json.obj()
                                        .with(
                                                "BillingMode",
                                                call.optionalText("BillingModeOverride")
                                                        .orElse("PROVISIONED")))
                        .with(
                                "RestoreSummary",
                                summary.with(SOURCE_ARN, arn(source))
                                        .with("RestoreDateTime", epoch(account.time()))
                                        .with("RestoreInProgress", true)));
        account.change("restore", made);
        FakeSequences.begin(account, key, states.subList(1, states.size()));
        return Json.obj().with("TableDescription", shown(made));
    }

    private static Json.Num epoch(Instant time) {
        return Json.of(time.getEpochSecond());
    }

    private static Json.Obj scan(AwsCall call, FakeAccount account) {
        call.only(NAME, "Select", "ReturnConsumedCapacity", "ExclusiveStartKey");
        var table = table(call, account);
        active(table);
        if (!call.text("Select").equals("COUNT")) {
            throw error("ValidationException", "The stand-in returns no items: counts only");
        }
        try {
            int items = table.text(ITEMS).isEmpty() ? 0 : Integer.parseInt(table.text(ITEMS));
            var start = call.json().at("ExclusiveStartKey", "id", "S").textOr("0");
            int from = Integer.parseInt(start);
            int count = Math.min(PAGE, items - from);
            var page = Json.obj()
                    .with("Count", count)
                    .with("ScannedCount", count)
                    .with(
                            "ConsumedCapacity",
                            Json.obj().with(NAME, name(table)).with("CapacityUnits", Json.of(HALF_UNIT * count)));
            var last = Json.obj().with("id", Json.obj().with("S", Integer.toString(from + count)));
            return from + count < items ? page.with("LastEvaluatedKey", last) : page;
        } catch (JsonException e) {
            throw error("ValidationException", e.getMessage());
        }
    }

    private static Json.Obj update(AwsCall call, FakeAccount account) {
        call.only(NAME, PROTECTED);
        var table = table(call, account);
        active(table);
        try {
            var changed = table.with(PROTECTED, call.json().at(PROTECTED).bool());
            account.change("update", changed);
            return Json.obj().with("TableDescription", shown(changed));
        } catch (JsonException e) {
            throw error("ValidationException", e.getMessage());
        }
    }

    private static Json.Obj delete(AwsCall call, FakeAccount account) {
        call.only(NAME);
        var table = table(call, account);
        if (table.text(PROTECTED).equals("true")) {
            throw error("ValidationException", "Resource cannot be deleted as it is currently protected");
        }
        if (Set.of("CREATING", "UPDATING", "DELETING").contains(table.text(STATUS))) {
            throw error("ResourceInUseException", "Attempt to change a resource which is still in use");
        }
        var deleting = table.with(STATUS, "DELETING");
        account.change("delete", deleting);
        return Json.obj().with("TableDescription", shown(deleting));
    }

    /** Restores go on, and what is being deleted is gone. */
    static void settle(FakeAccount account) {
        for (var table : account.items(TABLE)) {
            if (table.text(STATUS).equals("DELETING")) {
                account.remove(table.key());
                continue;
            }
            FakeSequences.next(account, table.key())
                    .ifPresent(status -> account.place(ended(table.with(STATUS, status), account)));
        }
    }

    private static Item ended(Item table, FakeAccount account) {
        return FakeSequences.ended(account, table.key())
                        && table.values().get("RestoreSummary") instanceof Json.Obj summary
                ? table.with("RestoreSummary", summary.with("RestoreInProgress", false))
                : table;
    }
}
