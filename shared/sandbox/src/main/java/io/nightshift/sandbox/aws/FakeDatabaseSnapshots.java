package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;

/** The part of {@link FakeRds} that keeps snapshots of databases and of clusters: the same calls under two names. */
final class FakeDatabaseSnapshots {

    private static final String PUBLIC = "public";

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

    private static AwsError missing(String type) {
        return new AwsError(
                404,
                type.equals("DBSnapshot") ? "DBSnapshotNotFound" : "DBClusterSnapshotNotFoundFault",
                "The snapshot was not found.");
    }

    static String describe(AwsCall call, FakeAccount account, String type) {
        call.only(type + "Identifier");
        var item = seen(call, account, type);
        return FakeService.query(
                call,
                FakeRds.NAMESPACE,
                Xml.of(
                        type + "s",
                        Xml.of(
                                type,
                                Xml.text(type + "Identifier", id(call, type)),
                                Xml.text("Status", "available"),
                                Xml.tags("TagList", "Tag", "Key", "Value", item.tags()))));
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
