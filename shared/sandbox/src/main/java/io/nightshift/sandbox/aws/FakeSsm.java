package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;
import java.util.regex.Pattern;

/** Automation. @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/">SSM JSON 1.1 API</a> */
final class FakeSsm implements FakeService {

    private static final Pattern TOKEN =
            Pattern.compile("[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}");

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        try {
            return switch (call.operation()) {
                case "StartAutomationExecution" -> start(call, account).text();
                case "DescribeAutomationExecutions" -> list(call, account).text();
                case "SendCommand" -> send(call, account).text();
                case "ListCommands" -> commands(call, account).text();
                default -> throw FakeService.unknown(call);
            };
        } catch (JsonException e) {
            throw AwsError.invalid(call, String.valueOf(e.getMessage()));
        }
    }

    /** A repeated token gives the same execution. */
    private static Json.Obj start(AwsCall call, FakeAccount account) throws JsonException {
        call.only("DocumentName", "ClientToken", "Parameters", "Tags");
        var token = call.text("ClientToken");
        if (!TOKEN.matcher(token).matches()) {
            throw AwsError.invalid(call, "ClientToken is no UUID");
        }
        if (account.item("document/" + call.text("DocumentName")).isEmpty()) {
            throw new AwsError(400, "AutomationDefinitionNotFoundException", "Document not found");
        }
        call.json().at("Parameters", "InstanceId").at(0).nonBlank();
        account.change(
                "start",
                Item.of(
                        "automation/" + call.text("DocumentName"),
                        Json.obj()
                                .with("id", token)
                                .with(
                                        "tag",
                                        call.json().at("Tags").at(0).at("Key").nonBlank())));
        return Json.obj().with("AutomationExecutionId", token);
    }

    private static Json.Obj list(AwsCall call, FakeAccount account) throws JsonException {
        call.only("Filters", "NextToken", "MaxResults");
        var filter = call.json().at("Filters").at(0);
        if (!filter.at("Key").text().equals("TagKey")) {
            throw AwsError.invalid(call, "only TagKey is a filter here");
        }
        var tag = filter.at("Values").at(0).text();
        return Json.obj()
                .with(
                        "AutomationExecutionMetadataList",
                        Json.arr(account.items("automation/").stream()
                                .filter(item -> item.text("tag").equals(tag))
                                .map(item -> Json.obj().with("AutomationExecutionId", item.text("id")))
                                .toList()));
    }

    private static Json.Obj send(AwsCall call, FakeAccount account) throws JsonException {
        call.only("DocumentName", "InstanceIds", "Parameters", "Comment", "TimeoutSeconds");
        var document = call.text("DocumentName");
        if (account.item("document/" + document).isEmpty()) {
            throw new AwsError(400, "InvalidDocument", "document " + document + " does not exist");
        }
        var instance = call.json().at("InstanceIds").at(0).nonBlank();
        if (account.find(FakeResource.Instance.class, "instance/" + instance)
                .filter(found -> found.state().equals("running"))
                .isEmpty()) {
            throw new AwsError(400, "InvalidInstanceId", "Instances not in a valid state for account");
        }
        if (call.text("Comment").length() > 100
                || call.json().at("TimeoutSeconds").integer() < 30) {
            throw new AwsError(400, "ValidationException", "a value is out of its bounds");
        }
        for (var name : call.json().at("Parameters").object().members().keySet()) {
            call.json().at("Parameters", name).strings();
        }
        var id = "command-" + account.changes().size();
        var command = Item.of(
                "command/" + document + "/" + call.text("Comment"),
                Json.obj()
                        .with("CommandId", id)
                        .with("DocumentName", document)
                        .with("Comment", call.text("Comment"))
                        .with("Status", "Success")
                        .with("InstanceIds", Json.strings(List.of(instance)))
                        .with("Parameters", call.json().at("Parameters").json()));
        account.change("send", command);
        return Json.obj().with("Command", command.values());
    }

    private static Json.Obj commands(AwsCall call, FakeAccount account) {
        call.only("InstanceId", "NextToken", "MaxResults");
        return Json.obj()
                .with(
                        "Commands",
                        Json.arr(account.items("command/").stream()
                                .filter(item -> item.texts("InstanceIds").contains(call.text("InstanceId")))
                                .map(Item::values)
                                .toList()));
    }
}
