package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/**
 * {@code SetDesiredCapacity} to a number computed from the capacity before the act. The API has no compare-and-set: a change
 * by a scaling policy between the read and the write is overwritten, but never to a number below the one read.
 */
record GroupGrowth(AwsRegionApis apis, Resource target, int by) implements ActionExecution {

    @Override
    public LiveState before() {
        return look(apis, target, this::capsule);
    }

    private Json.Obj capsule(AutoScalingGroup group) {
        int desired = group.desiredCapacity();
        int to = (int) Math.min((long) desired + by, group.maxSize());
        var capsule = Json.obj().with("desired", desired).with("to", to).with("max", group.maxSize());
        return to > desired
                ? capsule
                : capsule.with(CANNOT, "the group is at its maximum of " + group.maxSize() + " already");
    }

    static LiveState look(AwsRegionApis apis, Resource target, Function<AutoScalingGroup, Json.Obj> capsule) {
        var groups = new GroupReader(apis);
        return groups.named(target.name())
                .map(group -> ActionExecution.found(
                        GroupReader.tags(group),
                        Optional.of(groups.numbers(group, target.origin(), "")),
                        capsule.apply(group)))
                .orElseGet(() -> ActionExecution.missing("Auto Scaling group " + target.name()));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        int to = (int) View.of(capsule).at("to").integer();
        // The capacity is already larger: someone else scaled out further, and this act does not revert that.
        return desired(apis, target).filter(now -> now >= to).isPresent()
                ? ActionExecution.already()
                : set(apis, target, to);
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        long to = View.of(capsule).at("to").integer();
        return ActionExecution.happened(
                desired(apis, target).filter(now -> now >= to).isPresent());
    }

    private static Optional<Integer> desired(AwsRegionApis apis, Resource target) {
        return new GroupReader(apis).named(target.name()).map(AutoScalingGroup::desiredCapacity);
    }

    private static Performed set(AwsRegionApis apis, Resource target, int desired) {
        return SdkExecution.changing(
                () -> {
                    apis.autoScaling()
                            .setDesiredCapacity(request -> request.autoScalingGroupName(target.name())
                                    .desiredCapacity(desired)
                                    .honorCooldown(false));
                    return Json.obj().with("desired", desired);
                },
                () -> desired(apis, target).filter(now -> now == desired).isPresent());
    }

    /** Restores the earlier capacity, if nobody else has changed it since. */
    record Undo(AwsRegionApis apis, Resource target, Json.Obj back) implements ActionExecution {
        @Override
        public LiveState before() {
            return look(apis, target, group -> Json.obj().with("desired", group.desiredCapacity()));
        }

        @Override
        public Performed perform(IdempotencyKey key, Json.Obj capsule) throws JsonException {
            int was = (int) View.of(back).at("desired").integer();
            int set = (int) View.of(back).at("to").integer();
            int now = desired(apis, target).orElse(-1);
            if (now == was) {
                return ActionExecution.already();
            }
            return now == set
                    ? set(apis, target, was)
                    : ActionExecution.not(
                            "ChangedSince",
                            "the group wants " + now + " by now, not the " + set + " that were set; it is left so");
        }

        @Override
        public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
            long was = View.of(back).at("desired").integer();
            return ActionExecution.happened(
                    desired(apis, target).filter(now -> now == was).isPresent());
        }
    }
}
