package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.Map;

/** The part of {@link FakeEc2} that keeps the tags of what has no record of its own. */
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
                "tag",
                resource(call, account)
                        .tagging(
                                call.required("Tag.1.Key"),
                                call.optional("Tag.1.Value").orElse("")));
        return FakeEc2.reply(call, Xml.text("return", true));
    }

    static String delete(AwsCall call, FakeAccount account) {
        call.only("ResourceId", "Tag");
        account.change("untag", resource(call, account).untagging(call.required("Tag.1.Key")));
        return FakeEc2.reply(call, Xml.text("return", true));
    }
}
