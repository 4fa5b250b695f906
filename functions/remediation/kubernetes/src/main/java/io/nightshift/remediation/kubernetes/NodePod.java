package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ListQuery;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pod on a node, and what stands against its eviction.
 *
 * @param finished whether it has ended: nobody misses it
 * @param localData whether it has a volume that is deleted with it
 */
record NodePod(
        String namespace,
        String name,
        String uid,
        Optional<PodOwner> owner,
        boolean terminating,
        boolean finished,
        boolean localData) {

    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    /** All pods of a node, in all namespaces. */
    static List<NodePod> on(ObjectRef node) throws CallFailed {
        return node.list(ObjectKind.POD, ListQuery.fields("spec.nodeName=" + node.name()), NodePod::read);
    }

    private static NodePod read(View pod) throws JsonException {
        return new NodePod(
                pod.at("metadata", "namespace").nonBlank(),
                pod.at("metadata", "name").nonBlank(),
                pod.at("metadata", "uid").nonBlank(),
                PodOwner.of(pod),
                ObjectDeletion.isEnding(pod),
                FINISHED.contains(pod.at("status", "phase").textOr("")),
                localData(pod));
    }

    private static boolean localData(View pod) throws JsonException {
        for (var volume : pod.at("spec", "volumes").items()) {
            if (volume.at("emptyDir").exists()) {
                return true;
            }
        }
        return false;
    }

    /** Reports whether a drain leaves it: the controller or the node would start it on the same node again. */
    boolean stays() {
        return terminating
                || owner.map(one -> one.isDaemonSet() || one.isNode()).orElse(false);
    }

    boolean unowned() {
        return owner.isEmpty() && !finished;
    }

    boolean losesData() {
        return localData && !finished;
    }

    ObjectRef ref(ObjectRef node) throws CallFailed {
        return node.pod(namespace, name);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
