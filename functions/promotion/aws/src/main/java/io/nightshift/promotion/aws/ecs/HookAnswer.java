package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.json.Json;
import java.time.Duration;
import java.time.Instant;

/** What a lifecycle hook answers ECS, with the reason for people. */
sealed interface HookAnswer {

    String reason();

    Json.Obj toJson();

    /** The deployment goes on to the next stage. */
    record Pass(String reason) implements HookAnswer {
        @Override
        public Json.Obj toJson() {
            return Json.obj().with("hookStatus", "SUCCEEDED");
        }
    }

    /** ECS goes back. */
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
     * @param since and {@code share}: what ECS gives back with the next question
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
