package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.kubernetes.KubernetesErrors;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Cordons a node and evicts its pods through the eviction API, as {@code kubectl drain} does. Pods of daemon sets and static
 * pods stay. If a PodDisruptionBudget refuses a pod, the others are evicted, and the act is tried again later.
 */
record NodeDrain(ObjectRef ref, DeclaredAction drain) implements ActionExecution {

    /** The most evictions of one attempt: each is a call, and all of them must fit into the engine's lease. */
    private static final int AT_ONCE = 50;

    private static final int NAMED = 3;

    @Override
    public LiveState before() throws CallFailed {
        var found = ref.find();
        if (found.isEmpty()) {
            return new LiveState.Unreadable(ref.gone());
        }
        var node = ObjectRef.read(found.get(), NodeState::read);
        var labels = ObjectRef.read(
                found.get(), json -> json.at("metadata", "labels").texts());
        return ActionExecution.found(labels, Optional.of(NodeState.group(ref, drain.target(), node)), capsule(node));
    }

    private Json.Obj capsule(NodeState node) throws CallFailed {
        var pods = evictable();
        var capsule = Setting.capsule(NodeState.members(node.cordoned()), NodeState.members(true))
                .with("pods", pods.size());
        return cannot(pods).map(why -> capsule.with(CANNOT, why)).orElse(capsule);
    }

    private List<NodePod> evictable() throws CallFailed {
        return NodePod.on(ref).stream().filter(pod -> !pod.stays()).toList();
    }

    private Optional<String> cannot(List<NodePod> pods) {
        if (!drain.flag("without-owner") && pods.stream().anyMatch(NodePod::unowned)) {
            return Optional.of("no owner would start these pods elsewhere: " + named(pods, NodePod::unowned)
                    + " (without-owner: true evicts them nevertheless)");
        }
        if (!drain.flag("local-data") && pods.stream().anyMatch(NodePod::losesData)) {
            return Optional.of("these pods would lose an emptyDir volume: " + named(pods, NodePod::losesData)
                    + " (local-data: true evicts them nevertheless)");
        }
        return Optional.empty();
    }

    private static String named(List<NodePod> pods, Predicate<NodePod> which) {
        return pods.stream().filter(which).limit(NAMED).map(NodePod::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        var node = ObjectRef.read(ref.get(), NodeState::read);
        if (!node.cordoned()) {
            NodeState.setting(ref, true).write(NodeState.members(false), NodeState.members(true));
        }
        var pods = evictable();
        var cannot = cannot(pods);
        boolean cordons = !Setting.was(capsule).equals(NodeState.members(true));
        return cannot.isPresent() ? ActionExecution.not("Precondition", cannot.get()) : evict(pods, cordons);
    }

    /** @param begun whether the node was cordoned for this */
    private Performed evict(List<NodePod> pods, boolean begun) throws CallFailed {
        var held = new ArrayList<NodePod>();
        int asked = 0;
        for (var pod : pods.subList(0, Math.min(pods.size(), AT_ONCE))) {
            var problem = evict(pod);
            boolean evicted = asked++ > held.size();
            if (problem.isPresent() && !problem.get().code().equals(KubernetesErrors.DISRUPTION_BUDGET)) {
                return stopped(problem.get(), begun || evicted);
            }
            problem.ifPresent(budget -> held.add(pod));
        }
        return held.isEmpty() && pods.size() <= AT_ONCE
                ? new Performed.Done(Json.obj().with("evicted", pods.size()))
                : stopped(remaining(held, pods.size()), begun || asked > held.size());
    }

    /** @param begun whether the cluster is changed; a retry then goes on, and the undo goes back to what was before */
    private static Performed stopped(Problem problem, boolean begun) {
        if (!begun) {
            return new Performed.NotDone(problem);
        }
        return problem.retryable()
                ? ActionExecution.begun(problem.message())
                : new Performed.NotDone(new Problem(problem.code(), problem.message(), false, true));
    }

    /** Empty if the pod is evicted, or was not there any more. */
    private Optional<Problem> evict(NodePod pod) throws CallFailed {
        try {
            pod.ref(ref).evict(pod.uid());
            return Optional.empty();
        } catch (CallFailed e) {
            boolean budget = e.problem().code().equals(KubernetesErrors.DISRUPTION_BUDGET);
            return budget || evictable().stream().anyMatch(left -> left.uid().equals(pod.uid()))
                    ? Optional.of(e.problem())
                    : Optional.empty();
        }
    }

    private static Problem remaining(List<NodePod> held, int all) {
        return held.isEmpty()
                ? Problem.transientFault(
                        "MorePods", "the node is cordoned and %d of its %d pods are evicted".formatted(AT_ONCE, all))
                : Problem.transientFault(
                        KubernetesErrors.DISRUPTION_BUDGET,
                        "the node is cordoned, but a PodDisruptionBudget keeps %d of its %d pods for now: %s"
                                .formatted(held.size(), all, named(held, pod -> true)));
    }

    /** Pods that are terminating count as evicted. */
    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        var found = ref.find();
        return ActionExecution.happened(found.isPresent()
                && ObjectRef.read(found.get(), NodeState::read).cordoned()
                && evictable().isEmpty());
    }
}
