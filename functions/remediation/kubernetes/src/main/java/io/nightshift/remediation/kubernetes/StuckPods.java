package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ListQuery;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.workload.LiveWorkload;
import java.util.List;

/**
 * The pods of a stateful set that never became ready with a template from which it is rolled back. Its controller waits for them
 * and does not replace them, also when the template is good again.
 *
 * @param revision the controller revision of the bad template
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback">Kubernetes: forced
 *     rollback</a>
 */
record StuckPods(LiveWorkload set, String revision) {

    /** On each pod of a stateful set: the name of its controller revision. */
    private static final String HASH = "controller-revision-hash";

    /** A pod by the names that its deletion takes. */
    record Pod(String name, String uid, boolean stuck) {}

    /** None of a workload of another kind. */
    List<Pod> find() throws CallFailed {
        if (set.ref().kind() != ObjectKind.STATEFUL_SET) {
            return List.of();
        }
        var live = set.get();
        var query = ListQuery.labels(live.selector() + "," + HASH + "=" + revision);
        return set.ref().list(ObjectKind.POD, query, pod -> read(pod, live.uid())).stream()
                .filter(Pod::stuck)
                .toList();
    }

    private static Pod read(View pod, String owner) throws JsonException {
        boolean ours = false;
        for (var one : pod.at("metadata", "ownerReferences").items()) {
            ours |= one.at("uid").textOr("").equals(owner);
        }
        return new Pod(
                pod.at("metadata", "name").nonBlank(),
                pod.at("metadata", "uid").nonBlank(),
                ours && !ObjectDeletion.isEnding(pod) && !PodHealth.ready(pod));
    }

    /** @param done what was done before: the template is good again */
    Performed delete(Performed.Done done) throws CallFailed {
        for (var pod : find()) {
            var ref = set.ref().sibling(ObjectKind.POD, pod.name());
            var deleted =
                    ActionExecution.changing(() -> ref.delete(pod.uid()), () -> ObjectDeletion.isGone(ref, pod.uid()));
            if (deleted instanceof Performed.NotDone(Problem problem)) {
                return new Performed.NotDone(new Problem(problem.code(), problem.message(), problem.retryable(), true));
            }
        }
        return done;
    }
}
