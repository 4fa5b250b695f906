package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ListQuery;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.remediation.kubernetes.SpecSetting.Desired;
import io.nightshift.remediation.kubernetes.SpecSetting.Wanted;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * The replicas of a deployment or stateful set. An autoscaler would set other ones again, so nothing is changed below one.
 *
 * @param raises whether the number depends on the present one, so that a stopped workload stays stopped
 */
record ReplicaScale(ObjectRef ref, boolean raises, IntUnaryOperator number) implements Desired {

    private static final String REPLICAS = "replicas";

    static SpecSetting set(ObjectRef ref, int replicas) {
        return setting(new ReplicaScale(ref, false, now -> replicas));
    }

    static SpecSetting raise(ObjectRef ref, IntUnaryOperator raised) {
        return setting(new ReplicaScale(ref, true, raised));
    }

    private static SpecSetting setting(ReplicaScale scale) {
        return new SpecSetting(scale.ref(), Json.obj().with(REPLICAS, 1), scale);
    }

    @Override
    public Wanted of(Json.Obj now) throws CallFailed, JsonException {
        int replicas = (int) View.of(now).at(REPLICAS).integer();
        var wanted = Json.obj().with(REPLICAS, number.applyAsInt(replicas));
        return raises && replicas == 0
                ? new Wanted(wanted, Optional.of("it is scaled to zero: its owner stopped it"))
                : new Wanted(wanted, autoscaler());
    }

    private Optional<String> autoscaler() throws CallFailed {
        return ref.list(ObjectKind.AUTOSCALER, ListQuery.ALL, this::scales).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .map(name -> "autoscaler " + name + " sets its replicas (see set-autoscaler-bounds)");
    }

    private Optional<String> scales(View autoscaler) throws JsonException {
        var target = autoscaler.at("spec", "scaleTargetRef");
        boolean ours = ObjectKind.named(target.at("kind").textOr("")).equals(Optional.of(ref.kind()))
                && target.at("name").textOr("").equals(ref.name());
        return ours ? Optional.of(autoscaler.at("metadata", "name").text()) : Optional.empty();
    }
}
