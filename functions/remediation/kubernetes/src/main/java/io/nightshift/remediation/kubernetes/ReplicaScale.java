package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ListQuery;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.remediation.action.ScaleDeployment;
import io.nightshift.remediation.kubernetes.SpecChange.Wanted;
import java.util.Optional;

/** The replicas of a deployment or stateful set. An autoscaler would set other ones again, so nothing is changed below one. */
record ReplicaScale(ObjectRef ref, ScaleDeployment act) implements SpecChange.Desired {

    private static final String REPLICAS = "replicas";

    /** The member that is set, with its default. */
    static final Json.Obj MEMBERS = Json.obj().with(REPLICAS, 1);

    @Override
    public Wanted of(View object, Json.Obj now) throws CallFailed, JsonException {
        int replicas = (int) View.of(now).at(REPLICAS).integer();
        int wanted = act.replicas()
                .orElseGet(() -> act.raise().map(raise -> raise.from(replicas)).orElse(replicas));
        var cannot = cannot(replicas, wanted);
        return cannot.isPresent()
                ? Wanted.none(cannot.get())
                : Wanted.of(Json.obj().with(REPLICAS, wanted));
    }

    private Optional<String> cannot(int replicas, int wanted) throws CallFailed {
        if (replicas == 0 && act.raise().isPresent()) {
            return Optional.of("it is scaled to zero: its owner stopped it");
        }
        if (replicas == wanted) {
            return Optional.of("it has " + replicas + " replicas already");
        }
        return autoscaler().map(name -> "autoscaler " + name + " sets its replicas (see set-autoscaler-bounds)");
    }

    private Optional<String> autoscaler() throws CallFailed {
        return ref.list(ObjectKind.AUTOSCALER, ListQuery.ALL, this::scales).stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> scales(View autoscaler) throws JsonException {
        var target = autoscaler.at("spec", "scaleTargetRef");
        boolean ours = ObjectKind.named(target.at("kind").textOr("")).equals(Optional.of(ref.kind()))
                && target.at("name").textOr("").equals(ref.name());
        return ours ? Optional.of(autoscaler.at("metadata", "name").text()) : Optional.empty();
    }
}
