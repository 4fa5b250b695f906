package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of {@link FakeRds} that keeps snapshots of databases and of clusters: the same calls under two names. */
final class FakeDatabaseSnapshots {

    private static final String PUBLIC = "public";
    private static final List<String> PROPERTIES = List.of(
            "DBInstanceIdentifier",
            "DBClusterIdentifier",
            "SnapshotCreateTime",
            "OriginalSnapshotCreateTime",
            "SnapshotType",
            "Engine",
            "EngineVersion",
            "AllocatedStorage",
            "MasterUsername",
            "Encrypted",
            "StorageEncrypted",
            "KmsKeyId",
            "SourceRegion",
            "SourceDBSnapshotIdentifier",
            "SourceDBClusterSnapshotArn");

    private FakeDatabaseSnapshots() {}

    private static String id(AwsCall call, String type) {
        return call.required(type + "Identifier");
    }

    private static Item seen(AwsCall call, FakeAccount account, String type) {
        return account.items(type + "/").stream()
                .filter(item -> item.key().equals(type + "/" + id(call, type)))
                .findFirst()
                .orElseThrow(() -> missing(type));
    }

    static AwsError missing(String type) {
        return new AwsError(
                404,
                type.equals("DBSnapshot") ? "DBSnapshotNotFound" : "DBClusterSnapshotNotFoundFault",
                "The snapshot was not found.");
    }

    /** One by its id, or those of a database; without a type, those of AWS Backup are left out. */
    static String describe(AwsCall call, FakeAccount account, String type) {
        var owner = type.equals("DBSnapshot") ? "DBInstance" : "DBCluster";
        call.only(type + "Identifier", owner + "Identifier", "SnapshotType", "Marker", "MaxRecords");
        var found = call.optional(type + "Identifier").isPresent()
                ? List.of(seen(call, account, type))
                : account.items(type + "/").stream()
                        .filter(item -> call.optional(owner + "Identifier")
                                .map(item.text(owner + "Identifier")::equals)
                                .orElse(true))
                        .filter(item -> ofType(item, call.optional("SnapshotType")))
                        .toList();
        var part = ReplyPage.of(found, call.optional("Marker"));
        return FakeService.query(
                call,
                FakeRds.NAMESPACE,
                Xml.list(type + "s", type, part.items(), item -> inside(type, item)),
                Xml.next("Marker", part.next()));
    }

    private static boolean ofType(Item item, Optional<String> wanted) {
        var type = item.text("SnapshotType").isEmpty() ? "manual" : item.text("SnapshotType");
        return wanted.map(type::equals).orElse(!type.equals("awsbackup"));
    }

    private static String inside(String type, Item item) {
        var id = item.key().substring(type.length() + 1);
        return Xml.text(type + "Identifier", id)
                + Xml.text(
                        type + "Arn",
                        AwsStandIn.arn("rds", (type.equals("DBSnapshot") ? "snapshot:" : "cluster-snapshot:") + id))
                + Xml.text("Status", status(item))
                + properties(item, PROPERTIES)
                + Xml.tags("TagList", "Tag", "Key", "Value", item.tags());
    }

    static String status(Item snapshot) {
        return snapshot.text("Status").isEmpty() ? "available" : snapshot.text("Status");
    }

    /** Those of the properties that it has. */
    static String properties(Item item, List<String> names) {
        return names.stream()
                .filter(name -> !item.text(name).isEmpty())
                .map(name -> Xml.text(name, item.text(name)))
                .collect(Collectors.joining());
    }

    static String sharing(AwsCall call, FakeAccount account, String type) {
        call.only(type + "Identifier");
        return attributes(call, type, seen(call, account, type));
    }

    private static String attributes(AwsCall call, String type, Item item) {
        return FakeService.query(
                call,
                FakeRds.NAMESPACE,
                Xml.of(
                        type + "AttributesResult",
                        Xml.text(type + "Identifier", id(call, type)),
                        Xml.of(
                                type + "Attributes",
                                Xml.of(
                                        type + "Attribute",
                                        Xml.text("AttributeName", "restore"),
                                        Xml.of(
                                                "AttributeValues",
                                                item.text(PUBLIC).equals("true")
                                                        ? Xml.text("AttributeValue", "all")
                                                        : "")))));
    }

    static String share(AwsCall call, FakeAccount account, String type) {
        call.only(type + "Identifier", "AttributeName", "ValuesToAdd", "ValuesToRemove");
        if (!call.required("AttributeName").equals("restore")) {
            throw AwsError.invalid(call, "the only attribute is restore");
        }
        var item = account.item(type + "/" + id(call, type)).orElseThrow(() -> missing(type));
        boolean adds = values(call, "ValuesToAdd").equals(List.of("all"));
        if (adds == values(call, "ValuesToRemove").equals(List.of("all"))) {
            throw AwsError.invalid(call, "either add or remove all");
        }
        var changed = item.with(PUBLIC, adds);
        account.change("share", changed);
        return attributes(call, type, changed);
    }

    private static List<String> values(AwsCall call, String name) {
        return call.list(name + ".AttributeValue");
    }
}
