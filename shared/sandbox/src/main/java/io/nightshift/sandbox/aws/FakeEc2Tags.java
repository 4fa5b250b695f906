package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.Map;

/** The part of {@link FakeEc2} that keeps elastic addresses, and the tags of what has no record of its own. */
final class FakeEc2Tags {

    private static final Map<String, String> TYPES = Map.of(
            "vol", "volume/",
            "snap", "snapshot/",
            "ami", "image/",
            "sg", "security-group/",
            "eipalloc", "address/");

    private FakeEc2Tags() {}

    private static Item resource(AwsCall call, FakeAccount account) {
        var id = call.required("ResourceId.1");
        var type = TYPES.get(id.substring(0, id.indexOf('-')));
        return account.item(type + id)
                .orElseThrow(() -> new AwsError(400, "InvalidID", "The ID '" + id + "' is not valid"));
    }

    static String create(AwsCall call, FakeAccount account) {
        call.only("ResourceId", "Tag");
        account.change(
                "tag", resource(call, account).tagging(call.required("Tag.1.Key"), call.required("Tag.1.Value")));
        return FakeEc2.reply(call, Xml.text("return", true));
    }

    static String delete(AwsCall call, FakeAccount account) {
        call.only("ResourceId", "Tag");
        account.change("untag", resource(call, account).untagging(call.required("Tag.1.Key")));
        return FakeEc2.reply(call, Xml.text("return", true));
    }

    static String addresses(AwsCall call, FakeAccount account) {
        call.only("AllocationId");
        var id = call.required("AllocationId.1");
        var address = account.items("address/").stream()
                .filter(item -> item.key().equals("address/" + id))
                .findFirst()
                .orElseThrow(() -> missing(id));
        var association = address.text("association");
        return FakeEc2.reply(
                call,
                Xml.of(
                        "addressesSet",
                        Xml.of(
                                "item",
                                Xml.text("allocationId", id),
                                association.isEmpty() ? "" : Xml.text("associationId", association),
                                Xml.tags("tagSet", "item", "key", "value", address.tags()))));
    }

    private static AwsError missing(String id) {
        return new AwsError(400, "InvalidAllocationID.NotFound", "The allocation ID '" + id + "' does not exist");
    }

    static String release(AwsCall call, FakeAccount account) {
        call.only("AllocationId");
        var id = call.required("AllocationId");
        account.delete(account.item("address/" + id).orElseThrow(() -> missing(id)));
        return FakeEc2.reply(call, Xml.text("return", true));
    }
}
