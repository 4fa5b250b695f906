package io.nightshift.cost.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.cost.idle.ResourceUse;
import io.nightshift.cost.idle.UseMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Load balancers of one region: which have no healthy target, and how many requests application load balancers got. */
record IdleBalancers(AwsRegionApis apis, String account) {

    private static final int DAYS = 7;
    private static final String APPLICATION = "application";

    List<ResourceUse> read(Instant now) throws CallFailed {
        var all = AwsCalls.read(() -> apis.loadBalancing().describeLoadBalancersPaginator().loadBalancers().stream()
                .toList());
        var healthy = healthy();
        var metrics = new DailyMetrics(apis.cloudWatch());
        all.stream()
                .filter(one -> APPLICATION.equals(one.typeAsString()))
                .forEach(one -> metrics.want(
                        one.loadBalancerArn(),
                        UseMetric.REQUESTS,
                        "AWS/ApplicationELB",
                        "RequestCount",
                        "LoadBalancer",
                        dimension(one),
                        "Sum"));
        var days = metrics.read(now);
        var uses = new ArrayList<ResourceUse>();
        for (var one : all) {
            uses.add(use(one, healthy, days.getOrDefault(one.loadBalancerArn(), Map.of()), now));
        }
        return uses;
    }

    private ResourceUse use(
            LoadBalancer balancer, Set<String> healthy, Map<UseMetric, List<Double>> days, Instant now) {
        var of = new Resource(Origin.aws(account, apis.region()), Kinds.LOAD_BALANCER, dimension(balancer));
        if (!healthy.contains(balancer.loadBalancerArn())) {
            return ResourceUse.unused(
                    of, balancer.typeAsString(), "no healthy target", Optional.ofNullable(balancer.createdTime()));
        }
        boolean old =
                balancer.createdTime() != null && balancer.createdTime().isBefore(now.minus(Duration.ofDays(DAYS)));
        return ResourceUse.measured(
                of,
                balancer.typeAsString(),
                APPLICATION.equals(balancer.typeAsString()) && old
                        ? Map.of(UseMetric.REQUESTS, requests(days.getOrDefault(UseMetric.REQUESTS, List.of())))
                        : Map.of());
    }

    /** CloudWatch has no number for a day without requests. */
    private static List<Double> requests(List<Double> known) {
        return known.size() >= DAYS
                ? known
                : Stream.concat(
                                known.stream(),
                                IntStream.range(known.size(), DAYS).mapToObj(day -> 0.0))
                        .toList();
    }

    /** The load balancers with a healthy target. */
    private Set<String> healthy() throws CallFailed {
        return AwsCalls.read(() -> {
            var found = new TreeSet<String>();
            for (var group :
                    apis.loadBalancing().describeTargetGroupsPaginator().targetGroups()) {
                if (!found.containsAll(group.loadBalancerArns())
                        && apis
                                .loadBalancing()
                                .describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn()))
                                .targetHealthDescriptions()
                                .stream()
                                .anyMatch(one -> one.targetHealth().state() == TargetHealthStateEnum.HEALTHY)) {
                    found.addAll(group.loadBalancerArns());
                }
            }
            return found;
        });
    }

    /** {@code app/NAME/ID}, as CloudWatch names it. */
    private static String dimension(LoadBalancer balancer) {
        var arn = balancer.loadBalancerArn();
        return arn.substring(arn.indexOf(":loadbalancer/") + ":loadbalancer/".length());
    }
}
