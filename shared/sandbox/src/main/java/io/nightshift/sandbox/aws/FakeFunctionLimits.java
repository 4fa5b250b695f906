package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Item;

/** The part of {@link FakeLambda} that keeps the reserved concurrency of functions, and their event sources. */
final class FakeFunctionLimits {

    private static final String LIMIT = "ReservedConcurrentExecutions";

    private FakeFunctionLimits() {}

    static Json.Obj get(AwsCall call, FakeAccount account) {
        call.only("FunctionName");
        return account.items(key(FakeLambda.function(call, account))).stream()
                .findFirst()
                .map(Item::values)
                .orElse(Json.Obj.EMPTY);
    }

    private static String key(Function function) {
        return function.key() + "/concurrency";
    }

    static Json.Obj put(AwsCall call, FakeAccount account) {
        call.only("FunctionName", LIMIT);
        try {
            var values = Json.obj().with(LIMIT, call.json().at(LIMIT).integer());
            account.change("limit", Item.of(key(FakeLambda.function(call, account)), values));
            return values;
        } catch (JsonException e) {
            throw AwsError.invalid(call, LIMIT + " is no number");
        }
    }

    static String delete(AwsCall call, FakeAccount account) {
        call.only("FunctionName");
        account.change("limit", Item.of(key(FakeLambda.function(call, account)), Json.Obj.EMPTY));
        return "";
    }

    static Json.Obj source(AwsCall call, FakeAccount account) {
        call.only("UUID");
        return account.items("event-source/").stream()
                .filter(item -> item.key().equals("event-source/" + call.required("UUID")))
                .findFirst()
                .orElseThrow(FakeFunctionLimits::missing)
                .values();
    }

    private static AwsError missing() {
        return FakeLambda.notFound("The resource you requested does not exist.");
    }

    static Json.Obj update(AwsCall call, FakeAccount account) {
        call.only("UUID", "Enabled");
        var item = account.item("event-source/" + call.required("UUID")).orElseThrow(FakeFunctionLimits::missing);
        try {
            boolean enabled = call.json().at("Enabled").bool();
            var changed = item.with("State", enabled ? "Enabled" : "Disabled");
            account.change(enabled ? "resume" : "pause", changed);
            return changed.values();
        } catch (JsonException e) {
            throw AwsError.invalid(call, "Enabled is neither true nor false");
        }
    }
}
