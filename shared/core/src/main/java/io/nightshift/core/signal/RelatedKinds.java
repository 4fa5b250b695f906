package io.nightshift.core.signal;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The kinds of resources that an action may be aimed at instead of the subject: an unhealthy member of a group, and the
 * workload that owns a pod.
 */
public final class RelatedKinds {

    /** By the group's kind. */
    private static final Map<String, String> MEMBERS = Map.of(
            Kinds.AUTO_SCALING_GROUP, Kinds.EC2_INSTANCE,
            Kinds.TARGET_GROUP, Kinds.EC2_INSTANCE,
            Kinds.INSTANCE_GROUP, Kinds.GCE_INSTANCE);

    /** By the pod's kind. */
    private static final Map<String, List<String>> OWNERS = Map.of(
            Kinds.K8S_POD, List.of(Kinds.K8S_DEPLOYMENT, Kinds.K8S_STATEFUL_SET, Kinds.K8S_DAEMON_SET),
            Kinds.GKE_POD, List.of(Kinds.GKE_DEPLOYMENT, Kinds.GKE_STATEFUL_SET, Kinds.GKE_DAEMON_SET));

    private RelatedKinds() {}

    /** The kind of a group's members; empty if it is no group. */
    public static Optional<String> member(String group) {
        return Optional.ofNullable(MEMBERS.get(group));
    }

    /** The kinds of the workloads that own a resource of that kind; empty if it is no pod. */
    static Set<String> owners(String pod) {
        return Set.copyOf(OWNERS.getOrDefault(pod, List.of()));
    }

    /** Whether a resource of that kind is owned by one of the others. */
    public static boolean owned(String kind, Set<String> by) {
        return OWNERS.getOrDefault(kind, List.of()).stream().anyMatch(by::contains);
    }

    /** All kinds from which an action on one of the others can be reached. */
    public static List<String> reaching(Set<String> accepted) {
        return Stream.concat(MEMBERS.keySet().stream(), OWNERS.keySet().stream())
                .filter(kind -> member(kind).filter(accepted::contains).isPresent() || owned(kind, accepted))
                .toList();
    }
}
