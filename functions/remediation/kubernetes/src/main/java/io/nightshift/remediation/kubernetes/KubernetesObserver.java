package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.kubernetes.workload.LiveWorkload;
import java.util.EnumSet;
import java.util.Set;

/**
 * Observes the health of workloads, pods and nodes as Kubernetes itself reports it, and what is related to them. It does
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
                .filter(kind -> switch (query.name()) {
                    case Query.HEALTH -> KINDS.contains(kind);
                    case Query.OWNER -> kind == ObjectKind.POD;
                    case Query.RELATED -> true;
                    default -> false;
                })
                .isPresent();
    }

    @Override
    public Observed observe(Query query) {
        try {
            var ref = places.object(query.subject());
            return switch (query.name()) {
                case Query.OWNER -> owner(ref, query.subject());
                case Query.RELATED -> related(ref, query);
                default -> health(ref);
            };
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("Query", e.getMessage()));
        }
    }

    private static Observed related(ObjectRef ref, Query query) throws CallFailed, JsonException {
        var with = View.of(query.with());
        return new KubernetesRelations(ref, query.subject()).find(Relation.read(with.at("relation")), with);
    }

    private static Observed health(ObjectRef ref) throws CallFailed {
        return switch (ref.kind()) {
            case DEPLOYMENT, STATEFUL_SET, DAEMON_SET -> workload(ref);
            case POD -> pod(ref);
            case NODE -> {
                var node = ObjectRef.read(ref.get(), NodeState::read);
                yield new Observed.Seen(node.health(), node.toJson());
            }
            case REPLICA_SET, CONTROLLER_REVISION, AUTOSCALER, EXTERNAL_SECRET ->
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
        var owner = new KubernetesRelations(ref, pod).owner();
        return new Observed.Seen(
                Health.UNKNOWN,
                owner.map(found -> Json.obj().with("owner", found.toJson())).orElse(Json.obj()));
    }
}
