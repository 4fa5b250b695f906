package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.kubernetes.workload.LiveWorkload;
import java.util.Optional;

/**
 * Deletes a pod by its uid, so that its owner starts another one. The pod of the same name that a stateful set starts instead
 * has another uid: it is never deleted by a repetition.
 *
 * @param withoutOwner whether a pod is deleted that nobody replaces
 */
record PodDeletion(ObjectRef ref, boolean withoutOwner) implements ActionExecution {

    private static final String UID = "uid";

    @Override
    public LiveState before() throws CallFailed {
        var found = ref.find();
        if (found.isEmpty()) {
            return new LiveState.Unreadable(ref.gone());
        }
        var pod = found.get();
        var labels = ObjectRef.read(pod, json -> json.at("metadata", "labels").texts());
        return ActionExecution.found(labels, group(pod), ObjectRef.read(pod, this::capsule));
    }

    private Json.Obj capsule(View pod) throws JsonException {
        var owner = PodOwner.of(pod);
        var capsule = Json.obj()
                .with(UID, pod.at("metadata", UID).nonBlank())
                .with("node", pod.at("spec", "nodeName").textOr(""))
                .withOptional(
                        "owner", owner.map(one -> one.kind() + "/" + one.name()).orElse(null));
        return cannot(pod, owner).map(why -> capsule.with(CANNOT, why)).orElse(capsule);
    }

    private Optional<String> cannot(View pod, Optional<PodOwner> owner) {
        if (terminating(pod)) {
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

    static boolean terminating(View pod) {
        return pod.at("metadata", "deletionTimestamp").exists();
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

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        var uid = View.of(capsule).at(UID).nonBlank();
        var live = ref.get();
        return ObjectRef.read(live, pod -> isGone(pod, uid))
                ? ActionExecution.already()
                : ActionExecution.changing(() -> ref.delete(uid), () -> isGone(uid));
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return ActionExecution.happened(isGone(View.of(capsule).at(UID).nonBlank()));
    }

    private boolean isGone(String uid) throws CallFailed {
        return isGone(ref, uid);
    }

    /** Reports whether the pod with that uid is not there any more, or about to be. */
    static boolean isGone(ObjectRef ref, String uid) throws CallFailed {
        var live = ref.find();
        return live.isEmpty() || ObjectRef.read(live.get(), pod -> isGone(pod, uid));
    }

    private static boolean isGone(View pod, String uid) throws JsonException {
        return terminating(pod) || !pod.at("metadata", UID).text().equals(uid);
    }
}
