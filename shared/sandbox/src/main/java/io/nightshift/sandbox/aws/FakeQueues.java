package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Item;

/** The part of {@link FakeSqs} that keeps queues, and moves the messages of one. */
final class FakeQueues {

    private static final String STARTED = "StartedTimestamp";

    private FakeQueues() {}

    static String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "GetQueueUrl" -> url(call, account).text();
            case "GetQueueAttributes" -> attributes(call, account).text();
            case "ListQueueTags" -> {
                call.only("QueueUrl");
                yield Json.obj()
                        .with(
                                "Tags",
                                Json.strings(queue(account, name(call.text("QueueUrl"), '/'))
                                        .tags()))
                        .text();
            }
            case "ListMessageMoveTasks" -> tasks(call, account).text();
            case "StartMessageMoveTask" -> move(call, account).text();
            default -> throw FakeService.unknown(call);
        };
    }

    private static String name(String text, char before) {
        return text.substring(text.lastIndexOf(before) + 1);
    }

    private static Item queue(FakeAccount account, String name) {
        return account.items("queue/").stream()
                .filter(item -> item.key().equals("queue/" + name))
                .findFirst()
                .orElseThrow(() -> new AwsError(400, "QueueDoesNotExist", "The specified queue does not exist."));
    }

    private static Json.Obj url(AwsCall call, FakeAccount account) {
        call.only("QueueName");
        queue(account, call.text("QueueName"));
        return Json.obj()
                .with(
                        "QueueUrl",
                        "https://sqs." + AwsStandIn.REGION + ".amazonaws.com/" + AwsStandIn.ACCOUNT + "/"
                                + call.text("QueueName"));
    }

    private static Json.Obj attributes(AwsCall call, FakeAccount account) {
        call.only("QueueUrl", "AttributeNames");
        var queue = queue(account, name(call.text("QueueUrl"), '/'));
        return Json.obj().with("Attributes", Json.obj().with("ApproximateNumberOfMessages", queue.text("messages")));
    }

    private static Json.Obj tasks(AwsCall call, FakeAccount account) {
        call.only("SourceArn", "MaxResults");
        var queue = queue(account, name(call.text("SourceArn"), ':'));
        var started = queue.values().get(STARTED);
        return Json.obj()
                .with(
                        "Results",
                        started == null
                                ? Json.arr()
                                : Json.arr(
                                        Json.obj().with("Status", "COMPLETED").with(STARTED, started)));
    }

    private static Json.Obj move(AwsCall call, FakeAccount account) {
        call.only("SourceArn", "MaxNumberOfMessagesPerSecond");
        var queue = queue(account, name(call.text("SourceArn"), ':'));
        try {
            long speed = call.json().at("MaxNumberOfMessagesPerSecond").integer();
            if (speed < 1 || speed > 500) {
                throw AwsError.invalid(call, "MaxNumberOfMessagesPerSecond must be 1 to 500");
            }
        } catch (JsonException e) {
            throw AwsError.missing(call, "MaxNumberOfMessagesPerSecond");
        }
        account.change("move", queue.with(STARTED, Json.of(account.time().toEpochMilli() + 1)));
        return Json.obj().with("TaskHandle", "task");
    }
}
