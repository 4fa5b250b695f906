package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import java.util.Optional;

/**
 * The controller of an object, by its owner references.
 *
 * @param kind as objects write it: {@code ReplicaSet}
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/">Kubernetes: owners</a>
 */
record PodOwner(String kind, String name) {

    /** Empty if nobody controls it, so that nobody replaces it. */
    static Optional<PodOwner> of(View object) throws JsonException {
        for (var owner : object.at("metadata", "ownerReferences").items()) {
            if (owner.at("controller").boolOr(false)) {
                return Optional.of(
                        new PodOwner(owner.at("kind").text(), owner.at("name").text()));
            }
        }
        return Optional.empty();
    }

    /** The workload of a pod: past the replica set its deployment, if there is one. Empty also for a job and other kinds. */
    static Optional<ObjectRef> workload(ObjectRef pod, View object) throws CallFailed {
        var owner = ObjectRef.read(object, PodOwner::of);
        return owner.isEmpty() ? Optional.empty() : owner.get().workload(pod);
    }

    private Optional<ObjectRef> workload(ObjectRef beside) throws CallFailed {
        var found = ObjectKind.named(kind).filter(one -> one != ObjectKind.NODE && one != ObjectKind.POD);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var ref = beside.sibling(found.get(), name);
        return found.get() == ObjectKind.REPLICA_SET ? above(ref) : Optional.of(ref);
    }

    /** A replica set without a deployment is nobody's workload here: nothing restarts or scales it. */
    private static Optional<ObjectRef> above(ObjectRef replicaSet) throws CallFailed {
        var found = replicaSet.find();
        return found.isEmpty() ? Optional.empty() : workload(replicaSet, found.get());
    }

    boolean isNode() {
        return ObjectKind.named(kind).equals(Optional.of(ObjectKind.NODE));
    }

    boolean isDaemonSet() {
        return ObjectKind.named(kind).equals(Optional.of(ObjectKind.DAEMON_SET));
    }
}
