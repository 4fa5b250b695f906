package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * The workload of a pod that is not there any more, by the names that controllers give to pods: {@code DEPLOYMENT-HASH-XXXXX},
 * {@code DAEMONSET-XXXXX}, {@code STATEFULSET-0}.
 */
final class ReplacedPod {

    private ReplacedPod() {}

    static Optional<ObjectRef> workload(ObjectRef pod) throws CallFailed {
        var set = shorter(pod.name());
        if (set.isEmpty()) {
            return Optional.empty();
        }
        for (var kind : List.of(ObjectKind.STATEFUL_SET, ObjectKind.DAEMON_SET)) {
            var found = existing(pod.sibling(kind, set.get()));
            if (found.isPresent()) {
                return found;
            }
        }
        var deployment = shorter(set.get());
        return deployment.isEmpty() ? Optional.empty() : existing(pod.sibling(ObjectKind.DEPLOYMENT, deployment.get()));
    }

    private static Optional<String> shorter(String name) {
        int dash = name.lastIndexOf('-');
        return dash < 1 ? Optional.empty() : Optional.of(name.substring(0, dash));
    }

    private static Optional<ObjectRef> existing(ObjectRef ref) throws CallFailed {
        return ref.find().isPresent() ? Optional.of(ref) : Optional.empty();
    }
}
