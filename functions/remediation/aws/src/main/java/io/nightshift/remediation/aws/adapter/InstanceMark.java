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

/** {@code SetInstanceHealth Unhealthy}, respecting the group's grace period. */
record InstanceMark(AwsRegionApis apis, Resource target) implements ActionExecution {

    private static final String HEALTHY = "Healthy";
    private static final String UNHEALTHY = "Unhealthy";

    @Override
    public LiveState before() {
        return new Instances(apis, target)
                .look()
                .map(seen -> ActionExecution.found(seen.tags(), seen.numbers(), capsule(seen)))
                .orElseGet(() -> ActionExecution.missing("instance " + target.name()));
    }

    private Json.Obj capsule(Instances.Seen seen) {
        var member = GroupReader.member(seen.group(), target.name());
        if (member.isEmpty()) {
            return Json.obj().with(CANNOT, "the instance is in no Auto Scaling group");
        }
        var group = seen.group().orElseThrow();
        var capsule = Json.obj()
                .with("group", group.autoScalingGroupName())
                .with("health", member.get().healthStatus());
        var suspended = GroupReader.suspended(group, "HealthCheck", "ReplaceUnhealthy", "Launch", "Terminate");
        return suspended.isEmpty()
                ? capsule
                : capsule.with(
                        CANNOT,
                        "its group has suspended " + String.join(" and ", suspended) + ": it would stay as it is");
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) {
        return set(apis, target, UNHEALTHY);
    }

    private static Performed set(AwsRegionApis apis, Resource target, String health) {
        return SdkExecution.changing(
                () -> {
                    apis.autoScaling()
                            .setInstanceHealth(request -> request.instanceId(target.name())
                                    .healthStatus(health)
                                    .shouldRespectGracePeriod(health.equals(UNHEALTHY)));
                    return Json.obj().with("health", health);
                },
                () -> marked(apis, target, health));
    }

    private static boolean marked(AwsRegionApis apis, Resource target, String health) {
        return GroupReader.member(new GroupReader(apis).of(target.name()), target.name())
                .filter(member -> health.equalsIgnoreCase(member.healthStatus()))
                .isPresent();
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) {
        var group = new GroupReader(apis).of(target.name());
        return ActionExecution.happened(GroupReader.leaving(group, target.name()) || marked(apis, target, UNHEALTHY));
    }

    /** Marks the instance healthy again, unless its group has begun to terminate it. */
    record Undo(AwsRegionApis apis, Resource target) implements ActionExecution {
        @Override
        public LiveState before() {
            return new InstanceMark(apis, target).before();
        }

        @Override
        public Performed perform(IdempotencyKey key, Json.Obj capsule) {
            return GroupReader.leaving(new GroupReader(apis).of(target.name()), target.name())
                    ? ActionExecution.not("TooLate", "the group is terminating the instance already")
                    : set(apis, target, HEALTHY);
        }

        @Override
        public Performed performIfPossible(IdempotencyKey key, Json.Obj capsule) {
            return perform(key, capsule);
        }

        @Override
        public Probed probe(IdempotencyKey key, Json.Obj capsule) {
            return ActionExecution.happened(marked(apis, target, HEALTHY));
        }
    }
}
