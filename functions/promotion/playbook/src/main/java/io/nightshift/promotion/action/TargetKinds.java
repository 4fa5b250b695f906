package io.nightshift.promotion.action;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.Set;

/** The kinds of resources that a version can be promoted to. */
public final class TargetKinds {

    /** Name: {@code LOAD-BALANCER/LISTENER-RULE}: the last parts of the rule's ARN from {@code app/} on. */
    public static final String LISTENER_RULE = "elbv2:listener-rule";

    /** A server group of an nginx on this machine; name: the upstream's name. */
    public static final String NGINX_UPSTREAM = "nginx:upstream";

    /** A service that is promoted, as the policy names it; no target, but what its stages and its quarantine are locked by. */
    public static final String SERVICE = "promotion:service";

    public static final Set<String> ALL = Set.of(
            Kinds.LAMBDA_FUNCTION,
            Kinds.ECS_SERVICE,
            Kinds.AUTO_SCALING_GROUP,
            LISTENER_RULE,
            Kinds.RUN_SERVICE,
            Kinds.GKE_DEPLOYMENT,
            Kinds.K8S_DEPLOYMENT,
            NGINX_UPSTREAM);

    private TargetKinds() {}
}
