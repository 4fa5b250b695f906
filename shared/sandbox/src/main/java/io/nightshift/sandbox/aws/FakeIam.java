package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;

/** @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/">IAM query API, 2010-05-08</a> */
final class FakeIam implements FakeService {

    private static final String NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";
    private static final String USER = "user";

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "GetAccessKeyLastUsed" -> lastUsed(call, account);
            case "ListAccessKeys" -> keys(call, account);
            case "ListUserTags" -> tags(call, account);
            case "UpdateAccessKey" -> update(call, account);
            default -> throw FakeService.unknown(call);
        };
    }

    private static AwsError missing(String what) {
        return new AwsError(404, "NoSuchEntity", what + " cannot be found.");
    }

    private static String lastUsed(AwsCall call, FakeAccount account) {
        call.only("AccessKeyId");
        var key = key(call, account);
        return FakeService.query(
                call,
                NAMESPACE,
                Xml.text("UserName", key.text(USER)),
                Xml.of("AccessKeyLastUsed", Xml.text("ServiceName", "N/A"), Xml.text("Region", "N/A")));
    }

    private static Item key(AwsCall call, FakeAccount account) {
        return account.item("access-key/" + call.required("AccessKeyId")).orElseThrow(() -> missing("The Access Key"));
    }

    private static String keys(AwsCall call, FakeAccount account) {
        call.only("UserName", "Marker", "MaxItems");
        var user = call.required("UserName");
        var part = ReplyPage.of(
                account.items("access-key/").stream()
                        .filter(key -> key.text(USER).equals(user))
                        .toList(),
                call.optional("Marker"));
        return FakeService.query(
                call,
                NAMESPACE,
                Xml.list(
                        "AccessKeyMetadata",
                        "member",
                        part.items(),
                        key -> Xml.text("UserName", user)
                                + Xml.text("AccessKeyId", key.key().substring("access-key/".length()))
                                + Xml.text("Status", key.text("status"))),
                Xml.text("IsTruncated", part.next().isPresent()),
                Xml.next("Marker", part.next()));
    }

    private static String tags(AwsCall call, FakeAccount account) {
        call.only("UserName", "Marker", "MaxItems");
        var user = account.item("user/" + call.required("UserName")).orElseThrow(() -> missing("The user"));
        return FakeService.query(
                call,
                NAMESPACE,
                Xml.tags("Tags", "member", "Key", "Value", user.tags()),
                Xml.text("IsTruncated", false));
    }

    private static String update(AwsCall call, FakeAccount account) {
        call.only("UserName", "AccessKeyId", "Status");
        var key = key(call, account);
        if (!key.text(USER).equals(call.required("UserName"))) {
            throw missing("The Access Key");
        }
        if (!List.of("Active", "Inactive").contains(call.required("Status"))) {
            throw AwsError.invalid(call, "Status must be Active or Inactive");
        }
        account.change("update", key.with("status", call.required("Status")));
        return FakeService.query(call, NAMESPACE);
    }
}
