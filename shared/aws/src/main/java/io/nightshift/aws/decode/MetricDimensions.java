package io.nightshift.aws.decode;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The resource that a metric's dimensions name. A dimension counts only in its own service's namespace or in a custom one
 * (the agent's, Container Insights'): {@code InstanceId} is a contact centre in AWS/Connect, and {@code DBInstanceIdentifier}
 * is not an RDS database in AWS/Neptune.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html">AWS:
 *     metrics and dimensions by service</a>
 */
final class MetricDimensions {

    private static final int LONGEST = 512;
    private static final Pattern INSTANCE_ID = Pattern.compile("i-[0-9a-f]{8,17}");

    private record Reading(String kind, List<String> namespaces, NameOf name) {}

    /** Returns the resource's name, or empty if the dimensions do not contain it. */
    private interface NameOf {
        String in(AlarmMetric metric);
    }

    /** The most specific first: a target group's metrics also name its load balancer. */
    private static final List<Reading> READINGS = List.of(
            new Reading(
                    Kinds.TARGET_GROUP,
                    List.of("AWS/ApplicationELB", "AWS/NetworkELB", "AWS/GatewayELB"),
                    metric -> startingWith("targetgroup/", value(metric, "TargetGroup"))),
            new Reading(Kinds.ECS_SERVICE, List.of("AWS/ECS"), MetricDimensions::ecsService),
            new Reading(Kinds.RDS_INSTANCE, List.of("AWS/RDS"), metric -> value(metric, "DBInstanceIdentifier")),
            new Reading(Kinds.RDS_CLUSTER, List.of("AWS/RDS"), metric -> value(metric, "DBClusterIdentifier")),
            new Reading(Kinds.LAMBDA_FUNCTION, List.of("AWS/Lambda"), MetricDimensions::function),
            new Reading(Kinds.EC2_INSTANCE, List.of("AWS/EC2", "AWS/EBS"), MetricDimensions::instance),
            new Reading(
                    Kinds.AUTO_SCALING_GROUP,
                    List.of("AWS/AutoScaling", "AWS/EC2"),
                    metric -> value(metric, "AutoScalingGroupName")),
            new Reading(
                    Kinds.LOAD_BALANCER,
                    List.of("AWS/ApplicationELB", "AWS/NetworkELB", "AWS/GatewayELB"),
                    metric -> value(metric, "LoadBalancer")));

    private MetricDimensions() {}

    /** The resource, in the metric's own account if it names one. */
    static Optional<Resource> resource(AlarmMetric metric, Origin alarm) {
        var account = metric.account().isEmpty() ? alarm.account() : metric.account();
        for (var reading : READINGS) {
            var name = reading.name().in(metric);
            if (isIn(metric.namespace(), reading.namespaces()) && !name.isBlank() && name.length() <= LONGEST) {
                return Optional.of(new Resource(Origin.aws(account, alarm.region()), reading.kind(), name));
            }
        }
        return Optional.empty();
    }

    private static boolean isIn(String namespace, List<String> own) {
        return own.contains(namespace) || !namespace.startsWith("AWS/");
    }

    private static String ecsService(AlarmMetric metric) {
        var cluster = value(metric, "ClusterName");
        var service = value(metric, "ServiceName");
        return cluster.isBlank() || service.isBlank() ? "" : cluster + "/" + service;
    }

    /** {@code Resource} is {@code FUNCTION:ALIAS} in an alias's metrics and the function alone in the others. */
    private static String function(AlarmMetric metric) {
        var function = value(metric, "FunctionName");
        var resource = value(metric, "Resource");
        return !function.isBlank() && resource.startsWith(function + ":") ? resource : function;
    }

    private static String instance(AlarmMetric metric) {
        var id = value(metric, "InstanceId");
        return INSTANCE_ID.matcher(id).matches() ? id : "";
    }

    private static String startingWith(String prefix, String value) {
        return value.startsWith(prefix) ? value : "";
    }

    private static String value(AlarmMetric metric, String dimension) {
        return metric.dimensions().getOrDefault(dimension, "");
    }
}
