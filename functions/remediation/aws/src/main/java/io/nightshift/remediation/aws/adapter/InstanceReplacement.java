package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;

/**
 * {@code TerminateInstanceInAutoScalingGroup} without a lower desired capacity: the group starts a new instance. After the
 * instance has left its group, the API returns a ValidationError, so a refusal is verified by a query.
 */
record InstanceReplacement(AwsRegionApis apis, Resource target) implements ActionExecution {

    @Override
    public LiveState before() {
        return new Instances(apis, target)
                .look()
                .map(seen -> ActionExecution.found(seen.tags(), seen.numbers(), capsule(seen)))
                .orElseGet(() -> ActionExecution.missing("instance " + target.name()));
    }

    private static Json.Obj capsule(Instances.Seen seen) {
        var capsule = Json.obj().with("state", seen.state());
        if (seen.group().isEmpty()) {
            return capsule.with(CANNOT, "the instance is in no Auto Scaling group: nothing would take its place");
        }
        var group = seen.group().get();
        var named = capsule.with("group", group.autoScalingGroupName());
        var suspended = GroupReader.suspended(group, "Launch", "Terminate");
        return suspended.isEmpty()
                ? named
                : named.with(
                        CANNOT,
                        "its group has suspended " + String.join(" and ", suspended)
                                + ": nothing would take its place");
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) {
        return SdkExecution.changing(
                () -> {
                    var activity = apis.autoScaling()
                            .terminateInstanceInAutoScalingGroup(
                                    request -> request.instanceId(target.name()).shouldDecrementDesiredCapacity(false))
                            .activity();
                    return Json.obj().with("activity", activity.activityId());
                },
                this::gone);
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) {
        return ActionExecution.happened(gone());
    }

    private boolean gone() {
        return GroupReader.leaving(new GroupReader(apis).of(target.name()), target.name());
    }
}
