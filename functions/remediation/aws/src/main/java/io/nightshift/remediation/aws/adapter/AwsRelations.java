package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsScope;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.RelatedResources;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;

/** The resources that are related to a subject in AWS, in its account and region. */
record AwsRelations(AwsRegionApis apis, Resource subject) {

    /** The permissions to find the targets of a relation. */
    static final Map<Relation, List<String>> PERMISSIONS = Map.of(
            Relation.UNHEALTHY_TARGETS,
            List.of("autoscaling:DescribeAutoScalingGroups", "elasticloadbalancing:DescribeTargetHealth"),
            Relation.INSTANCES,
            List.of("autoscaling:DescribeAutoScalingGroups", "elasticloadbalancing:DescribeTargetHealth"),
            Relation.GROUP,
            List.of("autoscaling:DescribeAutoScalingInstances", "autoscaling:DescribeAutoScalingGroups"),
            Relation.TAGGED,
            List.of("ec2:DescribeInstances", "autoscaling:DescribeAutoScalingGroups"));

    private static final String INSTANCE = "i-";

    /** States of instances on which nothing can be done any more. */
    private static final Set<String> GONE = Set.of("shutting-down", "terminated");

    Observed find(Relation relation, View with) throws JsonException {
        return switch (relation) {
            case UNHEALTHY_TARGETS -> members(true);
            case INSTANCES -> members(false);
            case GROUP ->
                found(
                        Kinds.AUTO_SCALING_GROUP,
                        new GroupReader(apis)
                                .of(subject.name()).stream()
                                        .map(AutoScalingGroup::autoScalingGroupName)
                                        .toList());
            case TAGGED -> tagged(with.at("kind").text(), Tag.of(with.at("tag").text()));
            case OWNER, NODE -> new Observed.NotSeen(none(relation));
        };
    }

    private Problem none(Relation relation) {
        return Problem.permanent("NoRelation", "a " + subject.kind() + " has no " + relation.id());
    }

    private Observed members(boolean unhealthy) {
        return switch (subject.kind()) {
            case Kinds.AUTO_SCALING_GROUP -> ofGroup(unhealthy);
            case Kinds.TARGET_GROUP -> ofTargets(unhealthy);
            default -> new Observed.NotSeen(none(unhealthy ? Relation.UNHEALTHY_TARGETS : Relation.INSTANCES));
        };
    }

    private Observed ofGroup(boolean unhealthy) {
        var groups = new GroupReader(apis);
        return groups.named(subject.name())
                .map(group -> found(
                        Kinds.EC2_INSTANCE,
                        unhealthy
                                ? groups.sick(group)
                                : group.instances().stream()
                                        .filter(GroupReader::inService)
                                        .map(member -> member.instanceId())
                                        .toList()))
                .orElseGet(() -> AwsObserver.missing("Auto Scaling group " + subject.name()));
    }

    /** Targets that are addresses, functions or other load balancers are no instances. */
    private Observed ofTargets(boolean unhealthy) {
        try {
            var seen = new Targets(apis).read(AwsScope.arn("elasticloadbalancing", subject.origin(), subject.name()));
            var all = new LinkedHashSet<>(seen.unhealthy());
            if (!unhealthy) {
                all.addAll(seen.healthy());
                all.addAll(seen.starting());
            }
            var others = all.stream().filter(id -> !id.startsWith(INSTANCE)).findFirst();
            return others.map(other -> (Observed) new Observed.NotSeen(Problem.permanent(
                            "TargetType",
                            "the targets of " + subject.name() + " are no instances, but such as " + other)))
                    .orElseGet(() -> found(Kinds.EC2_INSTANCE, all));
        } catch (TargetGroupNotFoundException e) {
            return AwsObserver.missing("target group " + subject.name());
        }
    }

    /** A tag, with any value if it is empty. */
    private record Tag(String name, Optional<String> value) {

        static Tag of(String text) {
            int equals = text.indexOf('=');
            return equals < 0
                    ? new Tag(text, Optional.empty())
                    : new Tag(text.substring(0, equals), Optional.of(text.substring(equals + 1)));
        }

        String filter() {
            return value.isPresent() ? "tag:" + name : "tag-key";
        }

        String wanted() {
            return value.orElse(name);
        }
    }

    private Observed tagged(String kind, Tag tag) {
        return switch (kind) {
            case Kinds.EC2_INSTANCE -> found(kind, instances(tag).toList());
            case Kinds.AUTO_SCALING_GROUP -> found(kind, groups(tag).toList());
            default ->
                new Observed.NotSeen(Problem.permanent("BadKind", "nothing here finds a " + kind + " by its tag"));
        };
    }

    private Stream<String> instances(Tag tag) {
        var filter = Filter.builder().name(tag.filter()).values(tag.wanted()).build();
        return apis.ec2().describeInstancesPaginator(request -> request.filters(filter)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(instance -> !GONE.contains(instance.state().nameAsString()))
                .map(Instance::instanceId);
    }

    private Stream<String> groups(Tag tag) {
        var filter = software.amazon.awssdk.services.autoscaling.model.Filter.builder()
                .name(tag.filter())
                .values(tag.wanted())
                .build();
        return apis
                .autoScaling()
                .describeAutoScalingGroupsPaginator(request -> request.filters(filter))
                .autoScalingGroups()
                .stream()
                .map(AutoScalingGroup::autoScalingGroupName);
    }

    private Observed found(String kind, Collection<String> names) {
        return RelatedResources.seen(names.stream()
                .map(name -> new Resource(subject.origin(), kind, name))
                .toList());
    }
}
