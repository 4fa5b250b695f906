package io.nightshift.remediation.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.SetAutoscalerBounds;
import io.nightshift.remediation.kubernetes.SpecChange.Wanted;

/** The minimum and maximum of a horizontal pod autoscaler. */
record AutoscalerBounds(SetAutoscalerBounds act) implements SpecChange.Desired {

    private static final String MIN = "minReplicas";
    private static final String MAX = "maxReplicas";

    /** The members that are set, with their defaults. */
    static final Json.Obj MEMBERS = Json.obj().with(MIN, 1).with(MAX, 1);

    @Override
    public Wanted of(View object, Json.Obj now) throws JsonException {
        int oldMin = (int) View.of(now).at(MIN).integer();
        int oldMax = (int) View.of(now).at(MAX).integer();
        int min = act.min().orElse(oldMin);
        int max = act.max()
                .orElseGet(() -> act.raise().map(raise -> raise.from(oldMax)).orElse(oldMax));
        if (min > max) {
            return Wanted.none("its minimum %d would be greater than its maximum %d".formatted(min, max));
        }
        return min == oldMin && max == oldMax
                ? Wanted.none("its bounds are %d and %d already".formatted(min, max))
                : Wanted.of(Json.obj().with(MIN, min).with(MAX, max));
    }
}
