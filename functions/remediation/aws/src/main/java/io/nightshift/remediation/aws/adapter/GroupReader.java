package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.Actor;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;

/**
 * Reads the true numbers of Auto Scaling groups: a member serves if both its group and every load balancer in front of it say
 * so.
 */
final class GroupReader {

    private final AwsRegionApis apis;

    GroupReader(AwsRegionApis apis) {
        this.apis = apis;
    }

    /** The group of an instance, if it is in one. */
    Optional<AutoScalingGroup> of(String instance) {
        return apis
                .autoScaling()
                .describeAutoScalingInstancesPaginator(request -> request.instanceIds(instance))
                .autoScalingInstances()
                .stream()
                .findFirst()
                .flatMap(found -> named(found.autoScalingGroupName()));
    }

    Optional<AutoScalingGroup> named(String name) {
        return apis
                .autoScaling()
                .describeAutoScalingGroupsPaginator(request -> request.autoScalingGroupNames(name))
                .autoScalingGroups()
                .stream()
                .filter(group -> group.autoScalingGroupName().equals(name))
                .findFirst();
    }

    /** The group as the guardrails count it: missing members count as not healthy. */
    Actor.Group numbers(AutoScalingGroup group, Origin origin, String target) {
        var sick = sick(group);
        var serving = group.instances().stream().filter(GroupReader::inService).toList();
        var healthy = serving.stream()
                .map(Instance::instanceId)
                .filter(id -> !sick.contains(id))
                .toList();
        return new Actor.Group(
                id(group, origin),
                Math.max(group.desiredCapacity(), serving.size()),
                healthy.size(),
                healthy.contains(target));
    }

    static String id(AutoScalingGroup group, Origin origin) {
        return new Resource(origin, Kinds.AUTO_SCALING_GROUP, group.autoScalingGroupName()).toString();
    }

    /** The members in service that their group or a target group reports as unhealthy. */
    Set<String> sick(AutoScalingGroup group) {
        var sick = new LinkedHashSet<String>();
        for (var member : group.instances()) {
            if (inService(member) && !"healthy".equalsIgnoreCase(member.healthStatus())) {
                sick.add(member.instanceId());
            }
        }
        var targets = new Targets(apis);
        for (var arn : group.targetGroupARNs()) {
            var unhealthy = targets.read(arn).unhealthy();
            group.instances().stream()
                    .filter(GroupReader::inService)
                    .map(Instance::instanceId)
                    .filter(unhealthy::contains)
                    .forEach(sick::add);
        }
        return sick;
    }

    static boolean inService(Instance member) {
        return member.lifecycleState() == LifecycleState.IN_SERVICE;
    }

    /** Reports whether the group has detached that instance, or is about to. */
    static boolean leaving(Optional<AutoScalingGroup> group, String instance) {
        return member(group, instance)
                .map(member -> member.lifecycleStateAsString().startsWith("Terminat"))
                .orElse(true);
    }

    static Optional<Instance> member(Optional<AutoScalingGroup> group, String instance) {
        return group.flatMap(found -> found.instances().stream()
                .filter(member -> member.instanceId().equals(instance))
                .findFirst());
    }

    /** The suspended processes among these: without them the group does not heal itself. */
    static List<String> suspended(AutoScalingGroup group, String... processes) {
        var names = List.of(processes);
        return group.suspendedProcesses().stream()
                .map(SuspendedProcess::processName)
                .filter(names::contains)
                .toList();
    }

    static Map<String, String> tags(AutoScalingGroup group) {
        var tags = new TreeMap<String, String>();
        group.tags()
                .forEach(tag ->
                        tags.put(tag.key(), Optional.ofNullable(tag.value()).orElse("")));
        return tags;
    }
}
