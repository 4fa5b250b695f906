package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Item;

/** Executions by their ARN. @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/">Step Functions JSON 1.0 API</a> */
final class FakeStates implements FakeService {

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "DescribeExecution" -> describe(call, account).text();
            case "ListTagsForResource" -> {
                call.only("resourceArn");
                yield Json.obj().with("tags", Json.arr()).text();
            }
            case "RedriveExecution" -> redrive(call, account);
            default -> throw FakeService.unknown(call);
        };
    }

    private static AwsError missing() {
        return new AwsError(400, "ExecutionDoesNotExist", "Execution Does Not Exist");
    }

    private static Json.Obj describe(AwsCall call, FakeAccount account) {
        call.only("executionArn");
        var arn = call.text("executionArn");
        return account.items(arn).stream()
                .filter(item -> item.key().equals(arn))
                .findFirst()
                .map(Item::values)
                .orElseThrow(FakeStates::missing)
                .with("executionArn", arn)
                .with("stateMachineArn", AwsStandIn.arn("states", "stateMachine:orders"));
    }

    private static String redrive(AwsCall call, FakeAccount account) {
        call.only("executionArn", "clientToken");
        var execution = account.item(call.text("executionArn")).orElseThrow(FakeStates::missing);
        if (!execution.text("redriveStatus").equals("REDRIVABLE")) {
            throw new AwsError(400, "ExecutionNotRedrivable", "Execution is not redrivable");
        }
        int count = Integer.parseInt(execution.text("redriveCount")) + 1;
        account.change(
                "redrive",
                execution
                        .with("redriveCount", Json.of(count))
                        .with("redriveStatus", "NOT_REDRIVABLE")
                        .with("status", "RUNNING"));
        return Json.obj().with("redriveDate", 1_763_694_000).text();
    }
}
