package io.nightshift.promotion.gcp.run;

import com.google.cloud.run.v2.Condition;
import java.util.List;

/** Cloud Run's conditions of a resource that it makes ready. */
final class RunConditions {

    private RunConditions() {}

    /** The condition of the whole resource; one without a state if Cloud Run has not reported any yet. */
    static Condition named(String type, List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElse(Condition.getDefaultInstance());
    }

    static boolean failed(Condition condition) {
        return condition.getState() == Condition.State.CONDITION_FAILED;
    }

    /** Reports whether the image could not be fetched, which is not the image's fault. */
    static boolean isOfTheImage(Condition condition) {
        var reason = reason(condition);
        return reason.equals("CONTAINER_MISSING")
                || reason.equals("CONTAINER_PERMISSION_DENIED")
                || reason.startsWith("CONTAINER_IMAGE_");
    }

    static boolean succeeded(Condition condition) {
        return condition.getState() == Condition.State.CONDITION_SUCCEEDED;
    }

    /** Cloud Run's code for the reason; its message may repeat a container's output. */
    static String reason(Condition condition) {
        return switch (condition.getReasonsCase()) {
            case REASON -> condition.getReason().name();
            case REVISION_REASON -> condition.getRevisionReason().name();
            case EXECUTION_REASON -> condition.getExecutionReason().name();
            case REASONS_NOT_SET -> condition.getState().name();
        };
    }
}
