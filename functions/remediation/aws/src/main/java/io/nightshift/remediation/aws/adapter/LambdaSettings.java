package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Properties of Lambda functions and their event sources. */
final class LambdaSettings {

    private static final String MISSING = "ResourceNotFoundException";
    private static final List<String> ON = List.of("Enabled", "Enabling", "Creating", "Updating");

    private LambdaSettings() {}

    /** The value is a number, or {@code none} without a reservation. An alias counts as its function. */
    static Setting concurrency(AwsRegionApis apis, DeclaredAction act) {
        var aliases = new Aliases(apis, act.target());
        var function = aliases.function();
        return new SdkSetting(
                () -> SdkSetting.found(
                        () -> {
                            var now = apis.lambda()
                                    .getFunctionConcurrency(request -> request.functionName(function))
                                    .reservedConcurrentExecutions();
                            return Optional.of(State.of(
                                    aliases.tags(),
                                    now == null ? Json.of("none") : Json.of(now),
                                    Json.of(act.number("concurrency"))));
                        },
                        MISSING),
                (from, to) -> limit(apis.lambda(), function, to));
    }

    private static void limit(LambdaClient lambda, String function, Json to) {
        if (to instanceof Json.Num) {
            lambda.putFunctionConcurrency(
                    request -> request.functionName(function).reservedConcurrentExecutions(SdkSetting.number(to)));
        } else {
            lambda.deleteFunctionConcurrency(request -> request.functionName(function));
        }
    }

    /** The tags are those of the function that gets the events. */
    static Setting eventSource(AwsRegionApis apis, DeclaredAction act) {
        var name = act.target().name();
        return new SdkSetting(
                () -> SdkSetting.found(
                        () -> {
                            var found = apis.lambda().getEventSourceMapping(request -> request.uuid(name));
                            return Optional.of(State.of(
                                            tags(apis.lambda(), found.functionArn()), ON.contains(found.state()), false)
                                    .busyIf(found.state().endsWith("ing"), "the event source is " + found.state()));
                        },
                        MISSING),
                (from, to) -> apis.lambda()
                        .updateEventSourceMapping(request -> request.uuid(name).enabled(SdkSetting.on(to))));
    }

    private static Map<String, String> tags(LambdaClient lambda, String function) {
        return lambda.listTags(request -> request.resource(function)).tags();
    }
}
