package io.nightshift.promotion.action;

import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of resources that can be promotion targets or verification jobs, and the properties of each. */
public final class TargetKinds {

    /** Name: {@code LOAD-BALANCER/LISTENER-RULE}: the last parts of the rule's ARN, starting with {@code app/}. */
    public static final String LISTENER_RULE = "elbv2:listener-rule";

    /** A server group of an nginx on this machine; name: the upstream's name. */
    public static final String NGINX_UPSTREAM = "nginx:upstream";

    /** A promoted service, by its name in the policy. Not a target: locks of its stages and its quarantine use it. */
    public static final String SERVICE = "promotion:service";

    /** In the order of the policy's schema. */
    public static final Set<String> ALL = ordered(
            Kinds.LAMBDA_FUNCTION,
            Kinds.ECS_SERVICE,
            Kinds.AUTO_SCALING_GROUP,
            LISTENER_RULE,
            Kinds.RUN_SERVICE,
            Kinds.GKE_DEPLOYMENT,
            Kinds.K8S_DEPLOYMENT,
            NGINX_UPSTREAM);

    /** The kinds of verification jobs, in the order of the policy's schema. */
    public static final Set<String> JOBS = ordered(Kinds.LAMBDA_FUNCTION, RunJob.RUN_JOB);

    private static final Pattern AWS = Pattern.compile("(lambda|ecs|autoscaling|elbv2):.*");
    private static final Pattern GCP = Pattern.compile("(run|gke):.*");

    private TargetKinds() {}

    private static Set<String> ordered(String... kinds) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(kinds)));
    }

    /** The cloud of a resource of this kind; empty if it can be in any. */
    public static Optional<Cloud> cloud(String kind) {
        if (AWS.matcher(kind).matches()) {
            return Optional.of(Cloud.AWS);
        }
        return GCP.matcher(kind).matches() ? Optional.of(Cloud.GCP) : Optional.empty();
    }

    /**
     * A rolling update of a service and a refresh of a group replace the whole target: traffic cannot be split,
     * because both versions never run side by side under control. Behind a load balancer, its rule is the target that
     * can split traffic.
     */
    public static boolean allAtOnceOnly(String kind) {
        return kind.equals(Kinds.AUTO_SCALING_GROUP) || kind.equals(Kinds.ECS_SERVICE);
    }

    /** The form of a name of this kind, if it has parts: {@code CLUSTER/SERVICE}. */
    public static Optional<String> parts(String kind) {
        return switch (kind) {
            case Kinds.ECS_SERVICE -> Optional.of("CLUSTER/SERVICE");
            case Kinds.GKE_DEPLOYMENT -> Optional.of("CLUSTER/NAMESPACE/DEPLOYMENT");
            case Kinds.K8S_DEPLOYMENT -> Optional.of("NAMESPACE/DEPLOYMENT");
            default -> Optional.empty();
        };
    }
}
