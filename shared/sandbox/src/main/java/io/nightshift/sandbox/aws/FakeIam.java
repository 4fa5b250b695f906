package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;

/** @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/">IAM query API, 2010-05-08</a> */
final class FakeIam implements FakeService {

    private static final String NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";
    private static final String USER = "user";

    /** Of one user. */
    private static final int PLACES = 2;

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "GetAccessKeyLastUsed" -> lastUsed(call, account);
            case "ListAccessKeys" -> keys(call, account);
            case "ListUserTags" -> tags(call, account);
            case "UpdateAccessKey" -> update(call, account);
            case "CreateAccessKey" -> create(call, account);
            case "DeleteAccessKey" -> delete(call, account);
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
                Xml.of(
                        "AccessKeyLastUsed",
                        key.text("used").isEmpty() ? "" : Xml.text("LastUsedDate", key.text("used")),
                        Xml.text("ServiceName", "N/A"),
                        Xml.text("Region", "N/A")));
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
                                + (key.text("created").isEmpty() ? "" : Xml.text("CreateDate", key.text("created")))
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

    private static Item keyOfUser(AwsCall call, FakeAccount account) {
        var key = key(call, account);
        if (!key.text(USER).equals(call.required("UserName"))) {
            throw missing("The Access Key");
        }
        return key;
    }

    /** Inactive keys count, and the secret is in this response only. */
    private static String create(AwsCall call, FakeAccount account) {
        call.only("UserName");
        var user = call.required("UserName");
        long keys = account.all(Item.class).stream()
                .filter(item ->
                        item.key().startsWith("access-key/") && item.text(USER).equals(user))
                .count();
        if (keys >= PLACES) {
            throw new AwsError(409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: " + PLACES);
        }
        var id = "AKIACREATED" + account.changes().size();
        var secret = "canary-created-" + account.changes().size();
        var values = Json.obj()
                .with(USER, user)
                .with("status", "Active")
                .with("secret", secret)
                .with("created", account.time().toString());
        account.change("create", Item.of("access-key/" + id, values));
        return FakeService.query(
                call,
                NAMESPACE,
                Xml.of(
                        "AccessKey",
                        Xml.text("UserName", user),
                        Xml.text("AccessKeyId", id),
                        Xml.text("Status", "Active"),
                        Xml.text("SecretAccessKey", secret)));
    }

    private static String delete(AwsCall call, FakeAccount account) {
        call.only("UserName", "AccessKeyId");
        account.delete(keyOfUser(call, account));
        return FakeService.query(call, NAMESPACE);
    }

    private static String update(AwsCall call, FakeAccount account) {
        call.only("UserName", "AccessKeyId", "Status");
        var key = keyOfUser(call, account);
        if (!List.of("Active", "Inactive").contains(call.required("Status"))) {
            throw AwsError.invalid(call, "Status must be Active or Inactive");
        }
        account.change("update", key.with("status", call.required("Status")));
        return FakeService.query(call, NAMESPACE);
    }
}
