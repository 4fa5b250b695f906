package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsErrors;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.ecs.EcsService;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads the live tags and the group of any target, for actions that are not AWS's own (a webhook, a statement in a database):
 * an owner's opt-out also applies to them. Resources for which AWS returns no tags have none.
 */
public final class AwsTargetContext implements Function<Resource, LiveState> {

    /** The permissions to read the tags and the group of a target of that kind. */
    public static final Map<String, List<String>> PERMISSIONS = Map.of(
            Kinds.EC2_INSTANCE,
            List.of(
                    "ec2:DescribeInstances",
                    "autoscaling:DescribeAutoScalingInstances",
                    "autoscaling:DescribeAutoScalingGroups",
                    "elasticloadbalancing:DescribeTargetHealth"),
            Kinds.AUTO_SCALING_GROUP,
            List.of("autoscaling:DescribeAutoScalingGroups", "elasticloadbalancing:DescribeTargetHealth"),
            Kinds.RDS_INSTANCE,
            List.of("rds:DescribeDBInstances", "rds:ListTagsForResource"),
            Kinds.ECS_SERVICE,
            List.of("ecs:DescribeServices", "ecs:ListTagsForResource"),
            Kinds.LAMBDA_FUNCTION,
            List.of("lambda:ListTags"));

    private static final LiveState NONE = new LiveState.Known(Map.of(), Optional.empty(), Json.obj());

    private final AwsRegions regions;

    public AwsTargetContext(AwsRegions regions) {
        this.regions = regions;
    }

    @Override
    public LiveState apply(Resource target) {
        if (target.origin().cloud() != Cloud.AWS) {
            return NONE;
        }
        try {
            return look(target, regions.of(target));
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        } catch (SdkException e) {
            return new LiveState.Unreadable(AwsErrors.whileReading(e));
        }
    }

    private static LiveState look(Resource target, AwsRegionApis apis) {
        return switch (target.kind()) {
            case Kinds.EC2_INSTANCE ->
                new Instances(apis, target)
                        .look()
                        .map(seen -> ActionExecution.found(seen.tags(), seen.numbers(), Json.obj()))
                        .orElseGet(() -> ActionExecution.missing("instance " + target.name()));
            case Kinds.AUTO_SCALING_GROUP -> GroupGrowth.look(apis, target, group -> Json.obj());
            case Kinds.RDS_INSTANCE -> new Databases(apis, target).look(database -> Json.obj());
            case Kinds.ECS_SERVICE -> new EcsService(apis, target).look(service -> Json.obj());
            case Kinds.LAMBDA_FUNCTION ->
                ActionExecution.found(new Aliases(apis, target).tags(), Optional.empty(), Json.obj());
            default -> NONE;
        };
    }
}
