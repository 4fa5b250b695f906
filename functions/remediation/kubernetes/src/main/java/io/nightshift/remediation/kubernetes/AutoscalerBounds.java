package io.nightshift.remediation.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.remediation.kubernetes.SpecSetting.Desired;
import io.nightshift.remediation.kubernetes.SpecSetting.Wanted;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** The minimum and maximum of a horizontal pod autoscaler. */
record AutoscalerBounds(IntUnaryOperator min, IntUnaryOperator max) implements Desired {

    private static final String MIN = "minReplicas";
    private static final String MAX = "maxReplicas";

    static SpecSetting setting(ObjectRef ref, IntUnaryOperator min, IntUnaryOperator max) {
        return new SpecSetting(ref, Json.obj().with(MIN, 1).with(MAX, 1), new AutoscalerBounds(min, max));
    }

    @Override
    public Wanted of(Json.Obj now) throws JsonException {
        int least = min.applyAsInt((int) View.of(now).at(MIN).integer());
        int most = max.applyAsInt((int) View.of(now).at(MAX).integer());
        return new Wanted(
                Json.obj().with(MIN, least).with(MAX, most),
                least > most
                        ? Optional.of("its minimum %d would be greater than its maximum %d".formatted(least, most))
                        : Optional.empty());
    }
}
