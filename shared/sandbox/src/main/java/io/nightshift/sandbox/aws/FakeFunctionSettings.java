package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Item;

/**
 * The part of {@link FakeLambda} that keeps the configuration of a function's unpublished version: its description.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html">UpdateFunctionConfiguration</a>
 */
final class FakeFunctionSettings {

    private static final int LONGEST = 256;

    private FakeFunctionSettings() {}

    private static String key(Function function) {
        return "function-settings/" + function.name();
    }

    static Json.Obj get(Function function, FakeAccount account) {
        return account.item(key(function))
                .map(Item::values)
                .orElse(Json.obj()
                        .with("Description", "")
                        .with("RevisionId", "revision-1")
                        .with("LastUpdateStatus", "Successful"));
    }

    static Json.Obj update(AwsCall call, FakeAccount account) {
        call.only("FunctionName", "Description", "RevisionId");
        var function = FakeLambda.function(call, account);
        var now = View.of(get(function, account));
        try {
            if (now.at("LastUpdateStatus").text().equals("InProgress")) {
                throw new AwsError(
                        409,
                        "ResourceConflictException",
                        "The operation cannot be performed at this time. An update is in progress for resource: "
                                + AwsStandIn.arn("lambda", "function:" + function.name()));
            }
            var revision = now.at("RevisionId").text();
            if (call.optionalText("RevisionId")
                    .filter(id -> !id.equals(revision))
                    .isPresent()) {
                throw new AwsError(
                        412,
                        "PreconditionFailedException",
                        "The Revision Id provided does not match the latest Revision Id.");
            }
            var description = call.text("Description");
            if (description.length() > LONGEST) {
                throw AwsError.invalid(call, "Member must have length less than or equal to 256");
            }
            var changed = Json.obj()
                    .with("Description", description)
                    .with("RevisionId", revision + "+")
                    .with("LastUpdateStatus", "InProgress");
            account.change("describe", Item.of(key(function), changed));
            return changed.with("FunctionName", function.name());
        } catch (JsonException e) {
            throw AwsError.invalid(call, String.valueOf(e.getMessage()));
        }
    }
}
