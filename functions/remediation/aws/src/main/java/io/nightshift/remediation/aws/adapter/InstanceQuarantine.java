package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * The security groups of an instance, and whether it is on standby in its Auto Scaling group. The way in has three steps, each of
 * which is left out when it is done: snapshots of all disks, standby (the load balancers let it go), the isolating security group.
 * The way back begins with the security groups, so that an instance that serves again can be reached.
 *
 * <p>The group wants one instance fewer meanwhile; leaving standby adds it again. A group at its minimum keeps its number and
 * replaces the instance. Then the undo leaves it on standby, or the group would have one more than before.
 *
 * @see <a href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html">Standby</a>
 */
record InstanceQuarantine(AwsRegionApis apis, DeclaredAction action) implements Setting {

    private static final String GROUPS = "groups";
    private static final String STANDBY = "standby";
    private static final String REPLACED = "replaced";
    private static final String AUTO_SCALING = "autoScaling";
    private static final String KEPT = "nightshift-quarantine";
    private static final String RUN = "nightshift-run";

    @Override
    public Optional<State> read() throws CallFailed {
        return AwsCalls.read(() -> new Instances(apis, action.target()).look().map(this::state));
    }

    private State state(Instances.Seen seen) {
        var groups = seen.instance().securityGroups().stream()
                .map(GroupIdentifier::groupId)
                .sorted()
                .toList();
        var member = GroupReader.member(seen.group(), id()).map(one -> one.lifecycleState());
        boolean standby = member.filter(one -> one == LifecycleState.STANDBY || one == LifecycleState.ENTERING_STANDBY)
                .isPresent();
        var network = network();
        return State.of(
                        seen.tags(),
                        value(groups, seen.group(), standby),
                        value(List.of(isolating()), seen.group(), member.isPresent()))
                .in(seen.numbers())
                .cannotIf(
                        !List.of("running", "stopped", "stopping", "pending").contains(seen.state()),
                        "the instance is " + seen.state())
                .cannotIf(seen.instance().networkInterfaces().size() > 1, "it has several network interfaces")
                .cannotIf(network.isEmpty(), "the security group " + isolating() + " does not exist")
                .cannotIf(
                        !network.equals(Optional.ofNullable(seen.instance().vpcId())),
                        "the security group " + isolating() + " is in another network")
                .busyIf(
                        member.filter(one -> one != LifecycleState.IN_SERVICE && one != LifecycleState.STANDBY)
                                .isPresent(),
                        "the instance is "
                                + member.map(LifecycleState::toString).orElse("") + " in its group");
    }

    private Optional<String> network() {
        return SdkSetting.found(
                () ->
                        apis
                                .ec2()
                                .describeSecurityGroups(request -> request.groupIds(isolating()))
                                .securityGroups()
                                .stream()
                                .findFirst()
                                .map(SecurityGroup::vpcId),
                "InvalidGroup.NotFound",
                "InvalidGroupId.Malformed");
    }

    private static Json.Obj value(List<String> groups, Optional<AutoScalingGroup> autoScaling, boolean standby) {
        var value = Json.obj().with(GROUPS, Json.strings(groups));
        return autoScaling
                .map(group -> value.with(AUTO_SCALING, group.autoScalingGroupName())
                        .with(STANDBY, standby)
                        .with(REPLACED, group.desiredCapacity() <= group.minSize()))
                .orElse(value);
    }

    private String id() {
        return action.target().name();
    }

    private String isolating() {
        return action.text("security-group");
    }

    /** A replaced instance is back when it has its security groups. */
    @Override
    public boolean isSame(Json now, Json wanted) {
        return part(now, GROUPS).equals(part(wanted, GROUPS))
                && (part(now, STANDBY).equals(part(wanted, STANDBY)) || isReplaced(wanted));
    }

    private static boolean isReplaced(Json wanted) {
        return is(wanted, REPLACED) && !is(wanted, STANDBY);
    }

    /** Each part is as it was or as it will be. */
    @Override
    public boolean isBetween(Json now, Json from, Json to) {
        return List.of(GROUPS, STANDBY).stream()
                .allMatch(part -> part(now, part).equals(part(from, part))
                        || part(now, part).equals(part(to, part)));
    }

    private static Optional<Json> part(Json value, String name) {
        return value instanceof Json.Obj parts ? Optional.ofNullable(parts.get(name)) : Optional.empty();
    }

    private static boolean is(Json value, String name) {
        return part(value, name).filter(SdkSetting::on).isPresent();
    }

    @Override
    public void write(Json from, Json to) {
        throw new UnsupportedOperationException("a quarantine keeps snapshots of its run");
    }

    @Override
    public void write(Json from, Json to, IdempotencyKey key) throws CallFailed {
        AwsCalls.change(() -> {
            if (part(to, GROUPS).equals(Optional.of(Json.strings(List.of(isolating()))))) {
                keepDisks(key.run());
                standBy(from, to);
                isolate(from, to);
            } else {
                isolate(from, to);
                standBy(from, to);
            }
            return to;
        });
    }

    private void isolate(Json from, Json to) {
        if (!part(from, GROUPS).equals(part(to, GROUPS))) {
            apis.ec2()
                    .modifyInstanceAttribute(request -> request.instanceId(id())
                            .groups(SdkSetting.without(part(to, GROUPS).orElseThrow(), Json.arr()).stream()
                                    .map(SdkSetting::text)
                                    .toList()));
        }
    }

    /** The call takes no token: the snapshots carry instance and run as tags, and are taken once in a run. */
    private void keepDisks(String run) {
        boolean kept = apis
                .ec2()
                .describeSnapshotsPaginator(
                        request -> request.ownerIds("self").filters(filter(KEPT, id()), filter(RUN, run)))
                .snapshots()
                .stream()
                .findAny()
                .isPresent();
        if (!kept) {
            apis.once()
                    .ec2()
                    .createSnapshots(request -> request.instanceSpecification(of -> of.instanceId(id()))
                            .tagSpecifications(TagSpecification.builder()
                                    .resourceType(ResourceType.SNAPSHOT)
                                    .tags(tag(KEPT, id()), tag(RUN, run))
                                    .build()));
        }
    }

    private static Filter filter(String tag, String value) {
        return Filter.builder().name("tag:" + tag).values(value).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private void standBy(Json from, Json to) {
        if (part(from, STANDBY).equals(part(to, STANDBY)) || isReplaced(to)) {
            return;
        }
        var group = part(to, AUTO_SCALING).map(SdkSetting::text).orElseThrow();
        if (is(to, STANDBY)) {
            apis.autoScaling()
                    .enterStandby(request -> request.autoScalingGroupName(group)
                            .instanceIds(id())
                            .shouldDecrementDesiredCapacity(!is(to, REPLACED)));
        } else {
            apis.autoScaling()
                    .exitStandby(request -> request.autoScalingGroupName(group).instanceIds(id()));
        }
    }
}
