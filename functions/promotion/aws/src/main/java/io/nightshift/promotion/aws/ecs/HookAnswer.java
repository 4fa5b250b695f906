package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.json.Json;
import java.time.Duration;
import java.time.Instant;

/** The response of a lifecycle hook to ECS, with a human-readable reason. */
sealed interface HookAnswer {

    String reason();

    Json.Obj toJson();

    /** The deployment continues with the next stage. */
    record Pass(String reason) implements HookAnswer {
        @Override
        public Json.Obj toJson() {
            return Json.obj().with("hookStatus", "SUCCEEDED");
        }
    }

    /** ECS rolls back. */
    record Fail(String reason) implements HookAnswer {
        @Override
        public Json.Obj toJson() {
            return Json.obj().with("hookStatus", "FAILED");
        }
    }

    /**
     * ECS asks again.
     *
     * @param after how long it waits until then
     * @param since and {@code share}: values that ECS returns with the next call
     */
    record Wait(String reason, Duration after, Instant since, String share) implements HookAnswer {
        @Override
        public Json.Obj toJson() {
            return Json.obj()
                    .with("hookStatus", "IN_PROGRESS")
                    .with("callBackDelay", after.toSeconds())
                    .with(
                            "hookDetails",
                            Json.obj().with(HookCall.SINCE, since.toString()).with(HookCall.FOR, share));
        }
    }
}
