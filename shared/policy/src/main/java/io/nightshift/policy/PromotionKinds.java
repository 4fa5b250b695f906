package io.nightshift.policy;

import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of promotion targets, and what the policy knows about each. */
public final class PromotionKinds {

    public static final String LISTENER_RULE = "elbv2:listener-rule";
    public static final String NGINX_UPSTREAM = "nginx:upstream";

    /** The same as {@code TargetKinds.ALL} of the promotion playbook. */
    public static final List<String> TARGETS = List.of(
            Kinds.LAMBDA_FUNCTION,
            Kinds.ECS_SERVICE,
            Kinds.AUTO_SCALING_GROUP,
            LISTENER_RULE,
            Kinds.RUN_SERVICE,
            Kinds.GKE_DEPLOYMENT,
            Kinds.K8S_DEPLOYMENT,
            NGINX_UPSTREAM);

    /** A Cloud Run job, the same as {@code RunJob.RUN_JOB} of the promotion playbook. */
    public static final String RUN_JOB = "run:job";

    public static final List<String> JOBS = List.of(Kinds.LAMBDA_FUNCTION, RUN_JOB);

    private static final Pattern AWS = Pattern.compile("(lambda|ecs|autoscaling|elbv2):.*");
    private static final Pattern GCP = Pattern.compile("(run|gke):.*");

    private PromotionKinds() {}

    /** The cloud of a resource of this kind; empty if it can be in any. */
    static Optional<Cloud> cloud(String kind) {
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
    static boolean allAtOnceOnly(String kind) {
        return kind.equals(Kinds.AUTO_SCALING_GROUP) || kind.equals(Kinds.ECS_SERVICE);
    }

    /** The form of a name of this kind, if it has parts: {@code CLUSTER/SERVICE}. */
    static Optional<String> parts(String kind) {
        return switch (kind) {
            case Kinds.ECS_SERVICE -> Optional.of("CLUSTER/SERVICE");
            case Kinds.GKE_DEPLOYMENT -> Optional.of("CLUSTER/NAMESPACE/DEPLOYMENT");
            case Kinds.K8S_DEPLOYMENT -> Optional.of("NAMESPACE/DEPLOYMENT");
            default -> Optional.empty();
        };
    }
}
