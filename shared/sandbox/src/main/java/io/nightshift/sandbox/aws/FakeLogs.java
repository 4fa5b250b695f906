package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Item;

/** Log groups. @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/">CloudWatch Logs JSON 1.1 API</a> */
final class FakeLogs implements FakeService {

    private static final String DAYS = "retentionInDays";
    private static final String GROUP = "log-group/";

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "DescribeLogGroups" -> groups(call, account).text();
            case "ListTagsForResource" -> tags(call, account).text();
            case "PutRetentionPolicy" -> keep(call, account);
            default -> throw FakeService.unknown(call);
        };
    }

    private static String arn(Item group) {
        return AwsStandIn.arn("logs", "log-group:" + group.key().substring(GROUP.length()));
    }

    private static Json.Obj groups(AwsCall call, FakeAccount account) {
        call.only("logGroupNamePrefix", "nextToken", "limit");
        var part = ReplyPage.of(account.items(GROUP + call.text("logGroupNamePrefix")), call.optionalText("nextToken"));
        var reply = Json.obj()
                .with(
                        "logGroups",
                        Json.arr(part.items().stream()
                                .map(group -> group.values()
                                        .with("logGroupName", group.key().substring(GROUP.length()))
                                        .with("arn", arn(group) + ":*")
                                        .with("logGroupArn", arn(group)))
                                .toList()));
        return part.next().map(next -> reply.with("nextToken", next)).orElse(reply);
    }

    private static AwsError missing() {
        return new AwsError(400, "ResourceNotFoundException", "The specified log group does not exist.");
    }

    private static Json.Obj tags(AwsCall call, FakeAccount account) {
        call.only("resourceArn");
        return account.items(GROUP).stream()
                .filter(group -> arn(group).equals(call.text("resourceArn")))
                .findFirst()
                .map(group -> Json.obj().with("tags", Json.strings(group.tags())))
                .orElseThrow(FakeLogs::missing);
    }

    private static Item group(AwsCall call, FakeAccount account) {
        return account.item(GROUP + call.text("logGroupName")).orElseThrow(FakeLogs::missing);
    }

    private static String keep(AwsCall call, FakeAccount account) {
        call.only("logGroupName", DAYS);
        try {
            var days = Json.of(call.json().at(DAYS).integer());
            account.change("retain", group(call, account).with(DAYS, days));
            return "";
        } catch (JsonException e) {
            throw AwsError.missing(call, DAYS);
        }
    }
}
