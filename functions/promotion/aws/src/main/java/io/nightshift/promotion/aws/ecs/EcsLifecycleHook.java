package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.promotion.aws.ecs.HookAnswer.Fail;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The lifecycle hook of ECS services under promotion: bytes in, bytes out. Any invalid call gets the response {@code FAILED}:
 * ECS then rolls back.
 */
public final class EcsLifecycleHook {

    private final AwsRegions regions;
    private final LifecycleHook hook;
    private final InstantSource clock;
    private final Consumer<String> log;

    /**
     * @param regions of the account whose services may call
     * @param log receives one line for each response, with names and numbers but no payload
     */
    public EcsLifecycleHook(AwsRegions regions, HookSettings settings, InstantSource clock, Consumer<String> log) {
        this.regions = regions;
        this.hook = new LifecycleHook(settings);
        this.clock = clock;
        this.log = log;
    }

    /** @param payload as ECS invokes the function; the response is JSON in UTF-8 */
    public byte[] answer(byte[] payload) {
        return answered(payload).toJson().text().getBytes(StandardCharsets.UTF_8);
    }

    private HookAnswer answered(byte[] payload) {
        try {
            var call = HookCall.of(payload);
            var answer = answer(call);
            log.accept(call.service().name() + " " + call.id() + " at " + known(call.stage()) + ": "
                    + answer.getClass().getSimpleName() + ", " + answer.reason());
            return answer;
        } catch (JsonException e) {
            log.accept("Fail, not a question of ECS: " + e.getMessage());
            return new Fail("not a question of ECS");
        }
    }

    private static String known(String stage) {
        return stage.matches("[A-Z_]{1,40}") ? stage : "an unknown stage";
    }

    private HookAnswer answer(HookCall call) {
        try {
            var apis = regions.of(call.service());
            return LifecycleHook.looks(call)
                    ? hook.answer(call, HookedDeployment.at(apis, call), clock.instant())
                    : LifecycleHook.unseen(call);
        } catch (CallFailed e) {
            return foreign(e) ? new Fail(e.problem().message()) : hook.blind(call, e.problem(), clock.instant());
        }
    }

    /** Reports whether a retry cannot help. */
    private static boolean foreign(CallFailed failure) {
        return switch (failure.problem().code()) {
            case "OtherAccount", "OtherRegion", "OtherCloud", "NotFound" -> true;
            default -> false;
        };
    }
}
