package io.nightshift.core.signal;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the target of an action is related to the subject of a signal. Which resources that are is asked when a run needs it:
 * {@link io.nightshift.core.act.Query#RELATED}.
 */
public enum Relation {
    /** The members of a group that fail the checks of the group or of its load balancer. */
    UNHEALTHY_TARGETS,
    /** All instances of a group. */
    INSTANCES,
    /** The group of an instance. */
    GROUP,
    /** The workload that owns a pod. */
    OWNER,
    /** The node on which a pod runs. */
    NODE,
    /** What has a tag or label, in the account and region, the project, or the namespace of the subject. */
    TAGGED;

    private static final Set<String> IN_AWS = Set.of(Kinds.EC2_INSTANCE, Kinds.AUTO_SCALING_GROUP);
    private static final Set<String> IN_GOOGLE = Set.of(Kinds.GCE_INSTANCE);
    private static final Set<String> IN_NAMESPACE =
            Set.of(Kinds.K8S_DEPLOYMENT, Kinds.K8S_STATEFUL_SET, Kinds.K8S_DAEMON_SET, Kinds.K8S_POD);
    private static final Set<String> IN_GKE =
            Set.of(Kinds.GKE_DEPLOYMENT, Kinds.GKE_STATEFUL_SET, Kinds.GKE_DAEMON_SET, Kinds.GKE_POD);

    /** As policies write it: {@code unhealthy-targets}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Relation> byId(String id) {
        return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
    }

    public static Relation read(View json) throws JsonException {
        return byId(json.text()).orElseThrow(() -> json.wrong("one of " + ids()));
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(Relation::id).toList();
    }

    /** The kinds that a resource of that kind can be related to in this way; empty if it cannot. */
    public Set<String> from(String kind) {
        return switch (this) {
            case UNHEALTHY_TARGETS, INSTANCES -> members(kind);
            case GROUP -> groups(kind);
            case OWNER -> RelatedKinds.owners(kind);
            case NODE -> nodes(kind);
            case TAGGED -> tagged(kind);
        };
    }

    /** The kinds from which it leads somewhere, and where. */
    public Map<String, Set<String>> all() {
        var all = new TreeMap<String, Set<String>>();
        Kinds.ALL.forEach(kind -> {
            if (!from(kind).isEmpty()) {
                all.put(kind, new TreeSet<>(from(kind)));
            }
        });
        return all;
    }

    /** The ids of the relations that a resource of that kind has. */
    public static List<String> of(String kind) {
        return Arrays.stream(values())
                .filter(one -> !one.from(kind).isEmpty())
                .map(Relation::id)
                .toList();
    }

    private static Set<String> members(String group) {
        return RelatedKinds.member(group).map(Set::of).orElse(Set.of());
    }

    private static Set<String> groups(String member) {
        return switch (member) {
            case Kinds.EC2_INSTANCE -> Set.of(Kinds.AUTO_SCALING_GROUP);
            case Kinds.GCE_INSTANCE -> Set.of(Kinds.INSTANCE_GROUP);
            default -> Set.of();
        };
    }

    private static Set<String> nodes(String pod) {
        return switch (pod) {
            case Kinds.K8S_POD -> Set.of(Kinds.K8S_NODE);
            case Kinds.GKE_POD -> Set.of(Kinds.GKE_NODE);
            default -> Set.of();
        };
    }

    /** An alarm without a resource may be in any cloud. */
    private static Set<String> tagged(String beside) {
        if (beside.equals(Kinds.ALARM)) {
            var either = new TreeSet<>(IN_AWS);
            either.addAll(IN_GOOGLE);
            return either;
        }
        if (IN_NAMESPACE.contains(beside)) {
            return IN_NAMESPACE;
        }
        if (IN_GKE.contains(beside)) {
            return IN_GKE;
        }
        if (beside.equals(Kinds.GKE_NODE)) {
            return Set.of();
        }
        if (Kinds.AWS.contains(beside)) {
            return IN_AWS;
        }
        return Kinds.GOOGLE.contains(beside) ? IN_GOOGLE : Set.of();
    }
}
