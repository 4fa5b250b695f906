package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Item;

/** Trails by their ARN. @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/">CloudTrail JSON 1.1 API</a> */
final class FakeCloudTrail implements FakeService {

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "GetTrailStatus" -> {
                call.only("Name");
                yield Json.obj()
                        .with(
                                "IsLogging",
                                seen(account, call.text("Name")).text("logging").equals("true"))
                        .text();
            }
            case "ListTags" -> tags(call, account).text();
            case "StartLogging" -> log(call, account, true);
            case "StopLogging" -> log(call, account, false);
            default -> throw FakeService.unknown(call);
        };
    }

    private static Item seen(FakeAccount account, String arn) {
        return account.items(arn).stream()
                .filter(item -> item.key().equals(arn))
                .findFirst()
                .orElseThrow(() -> missing(arn));
    }

    private static AwsError missing(String arn) {
        return new AwsError(400, "TrailNotFoundException", "Unknown trail: " + arn);
    }

    private static Json.Obj tags(AwsCall call, FakeAccount account) {
        call.only("ResourceIdList", "NextToken");
        try {
            var arn = call.json().at("ResourceIdList").at(0).text();
            return Json.obj()
                    .with(
                            "ResourceTagList",
                            Json.arr(Json.obj()
                                    .with("ResourceId", arn)
                                    .with(
                                            "TagsList",
                                            AwsProtocols.tags(seen(account, arn).tags()))));
        } catch (JsonException e) {
            throw AwsError.missing(call, "ResourceIdList");
        }
    }

    private static String log(AwsCall call, FakeAccount account, boolean logging) {
        call.only("Name");
        var trail = account.item(call.text("Name")).orElseThrow(() -> missing(call.text("Name")));
        account.change(logging ? "start" : "stop", trail.with("logging", logging));
        return "{}";
    }
}
