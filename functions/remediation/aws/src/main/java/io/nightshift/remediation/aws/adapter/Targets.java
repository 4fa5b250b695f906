package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * The health of targets behind a load balancer.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html">the
 *     states</a>
 */
final class Targets {

    private final AwsRegionApis apis;

    Targets(AwsRegionApis apis) {
        this.apis = apis;
    }

    /**
     * The targets of one group; a target that is registered on several ports counts once, with the state of its worst port.
     *
     * @param healthy in service
     * @param unhealthy failing their checks, or the checks cannot be made
     * @param starting registered and not fully checked yet, or with checks turned off
     */
    record Seen(Set<String> healthy, Set<String> unhealthy, Set<String> starting) {
        int size() {
            var all = new LinkedHashSet<>(healthy);
            all.addAll(unhealthy);
            all.addAll(starting);
            return all.size();
        }
    }

    /** Throws the SDK's TargetGroupNotFoundException for a missing group. */
    Seen read(String arn) {
        var targets = apis.loadBalancing()
                .describeTargetHealth(request -> request.targetGroupArn(arn))
                .targetHealthDescriptions();
        var unhealthy = ids(targets, TargetHealthStateEnum.UNHEALTHY);
        // It gets no traffic, because its checks failed.
        unhealthy.addAll(ids(targets, TargetHealthStateEnum.UNHEALTHY_DRAINING));
        var starting = ids(targets, TargetHealthStateEnum.INITIAL);
        starting.addAll(ids(targets, TargetHealthStateEnum.UNAVAILABLE));
        starting.removeAll(unhealthy);
        var healthy = ids(targets, TargetHealthStateEnum.HEALTHY);
        healthy.removeAll(unhealthy);
        healthy.removeAll(starting);
        return new Seen(healthy, unhealthy, starting);
    }

    private static Set<String> ids(List<TargetHealthDescription> targets, TargetHealthStateEnum state) {
        var ids = new LinkedHashSet<String>();
        for (var target : targets) {
            if (target.targetHealth().state() == state) {
                ids.add(target.target().id());
            }
        }
        return ids;
    }
}
