package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.kubernetes.workload.LiveWorkload;
import java.util.EnumSet;
import java.util.Set;

/**
 * Observes the health of workloads, pods and nodes as Kubernetes itself reports it, and the workload that owns a pod. It does
 * not observe alerts: an Alertmanager pushes, so runs use its messages.
 */
public final class KubernetesObserver implements Observer {

    private static final Set<ObjectKind> KINDS = EnumSet.of(
            ObjectKind.DEPLOYMENT, ObjectKind.STATEFUL_SET, ObjectKind.DAEMON_SET, ObjectKind.POD, ObjectKind.NODE);

    private final KubernetesScope places;

    public KubernetesObserver(KubernetesScope places) {
        this.places = places;
    }

    @Override
    public boolean observes(Query query) {
        return ObjectKind.of(query.subject())
                .filter(kind -> query.name().equals(Query.HEALTH)
                        ? KINDS.contains(kind)
                        : query.name().equals(Query.OWNER) && kind == ObjectKind.POD)
                .isPresent();
    }

    @Override
    public Observed observe(Query query) {
        try {
            var ref = places.object(query.subject());
            return query.name().equals(Query.OWNER) ? owner(ref, query.subject()) : health(ref);
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        }
    }

    private static Observed health(ObjectRef ref) throws CallFailed {
        return switch (ref.kind()) {
            case DEPLOYMENT, STATEFUL_SET, DAEMON_SET -> workload(ref);
            case POD -> pod(ref);
            case NODE -> {
                var node = ObjectRef.read(ref.get(), NodeState::read);
                yield new Observed.Seen(node.health(), node.toJson());
            }
            case REPLICA_SET, CONTROLLER_REVISION, AUTOSCALER ->
                new Observed.NotSeen(Problem.permanent("NoHealth", ref.label() + " reports no health"));
        };
    }

    private static Observed workload(ObjectRef ref) throws CallFailed {
        var rollout = new LiveWorkload(ref).get().rollout();
        return new Observed.Seen(rollout.health(), rollout.toJson());
    }

    /** A pod that was replaced is as well as the workload that replaced it. */
    private static Observed pod(ObjectRef ref) throws CallFailed {
        var found = ref.find();
        if (found.isPresent()) {
            var pod = ObjectRef.read(found.get(), PodHealth::read);
            return new Observed.Seen(pod.health(), pod.toJson());
        }
        var workload = ReplacedPod.workload(ref);
        return workload.isEmpty() ? new Observed.NotSeen(ref.gone()) : workload(workload.get());
    }

    private static Observed owner(ObjectRef ref, Resource pod) throws CallFailed {
        var found = ref.find();
        var workload = found.isPresent() ? PodOwner.workload(ref, found.get()) : ReplacedPod.workload(ref);
        if (workload.isEmpty() && found.isEmpty()) {
            return new Observed.NotSeen(ref.gone());
        }
        var details = workload.map(
                        owner -> Json.obj().with("owner", resource(owner, pod).toJson()))
                .orElse(Json.obj());
        return new Observed.Seen(Health.UNKNOWN, details);
    }

    /** The workload in the form of the pod's own name, which begins with the cluster in GKE. */
    private static Resource resource(ObjectRef workload, Resource pod) {
        var parts = pod.name().split("/", -1);
        var cluster = parts.length > 2 ? parts[0] + "/" : "";
        return new Resource(pod.origin(), workload.kind().beside(pod), cluster + workload);
    }
}
