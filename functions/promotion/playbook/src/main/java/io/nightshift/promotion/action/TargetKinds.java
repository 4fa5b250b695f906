package io.nightshift.promotion.action;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.Set;

/** The kinds of resources that can be promotion targets. */
public final class TargetKinds {

    /** Name: {@code LOAD-BALANCER/LISTENER-RULE}: the last parts of the rule's ARN, starting with {@code app/}. */
    public static final String LISTENER_RULE = "elbv2:listener-rule";

    /** A server group of an nginx on this machine; name: the upstream's name. */
    public static final String NGINX_UPSTREAM = "nginx:upstream";

    /** A promoted service, by its name in the policy. Not a target: locks of its stages and its quarantine use it. */
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
