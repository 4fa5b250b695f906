package io.nightshift.promotion.gcp.run;

import com.google.cloud.run.v2.Condition;
import java.util.List;

/** What Cloud Run says of a thing that it makes ready. */
final class RunConditions {

    private RunConditions() {}

    /** That of the whole thing; one without a state where Cloud Run has not said anything yet. */
    static Condition named(String type, List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElse(Condition.getDefaultInstance());
    }

    static boolean failed(Condition condition) {
        return condition.getState() == Condition.State.CONDITION_FAILED;
    }

    /** Reports whether the image could not be fetched, which is not its fault. */
    static boolean isOfTheImage(Condition condition) {
        var reason = reason(condition);
        return reason.equals("CONTAINER_MISSING")
                || reason.equals("CONTAINER_PERMISSION_DENIED")
                || reason.startsWith("CONTAINER_IMAGE_");
    }

    static boolean succeeded(Condition condition) {
        return condition.getState() == Condition.State.CONDITION_SUCCEEDED;
    }

    /** Cloud Run's name for why; its message may repeat what a container wrote. */
    static String reason(Condition condition) {
        return switch (condition.getReasonsCase()) {
            case REASON -> condition.getReason().name();
            case REVISION_REASON -> condition.getRevisionReason().name();
            case EXECUTION_REASON -> condition.getExecutionReason().name();
            case REASONS_NOT_SET -> condition.getState().name();
        };
    }
}
