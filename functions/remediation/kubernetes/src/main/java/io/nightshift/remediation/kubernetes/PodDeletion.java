package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.kubernetes.workload.LiveWorkload;
import java.util.Optional;

/**
 * The deletion of a pod that its owner replaces.
 *
 * @param withoutOwner whether a pod is deleted that nobody replaces
 */
record PodDeletion(ObjectRef ref, boolean withoutOwner) {

    ActionExecution execution() {
        return new ObjectDeletion(ref, this::before);
    }

    private LiveState before(View pod, Json.Obj uid) throws CallFailed {
        var labels = ObjectRef.read(pod, json -> json.at("metadata", "labels").texts());
        return ActionExecution.found(labels, group(pod), ObjectRef.read(pod, json -> capsule(json, uid)));
    }

    private Json.Obj capsule(View pod, Json.Obj uid) throws JsonException {
        var owner = PodOwner.of(pod);
        var capsule = uid.with("node", pod.at("spec", "nodeName").textOr(""))
                .withOptional(
                        "owner", owner.map(one -> one.kind() + "/" + one.name()).orElse(null));
        return cannot(pod, owner)
                .map(why -> capsule.with(ActionExecution.CANNOT, why))
                .orElse(capsule);
    }

    private Optional<String> cannot(View pod, Optional<PodOwner> owner) throws JsonException {
        if (ObjectDeletion.isEnding(pod)) {
            return Optional.of("it is being deleted already");
        }
        if (owner.isPresent() && owner.get().isNode()) {
            return Optional.of(
                    "it is a static pod: its node starts it from a file, and the API server cannot restart it");
        }
        return owner.isEmpty() && !withoutOwner
                ? Optional.of(
                        "it has no owner that would start another one (without-owner: true deletes it nevertheless)")
                : Optional.empty();
    }

    /** The pods of its workload. */
    private Optional<Group> group(View pod) throws CallFailed {
        var workload = PodOwner.workload(ref, pod);
        if (workload.isEmpty()) {
            return Optional.empty();
        }
        var live = new LiveWorkload(workload.get()).find();
        boolean ready = ObjectRef.read(pod, PodHealth::ready);
        return live.flatMap(state -> state.pods(workload.get().toString(), ready));
    }
}
