package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * The security groups of an instance, and whether it is on standby in its Auto Scaling group. The way in has three steps, each of
 * which is left out when it is done: snapshots of all disks, standby (the load balancers let it go, and the group replaces it),
 * the isolating security group.
 */
record InstanceQuarantine(AwsRegionApis apis, DeclaredAction action) implements Setting {

    private static final String GROUPS = "groups";
    private static final String STANDBY = "standby";
    private static final String KEPT = "nightshift-quarantine";

    @Override
    public Optional<State> read() throws CallFailed {
        return AwsCalls.read(() -> new Instances(apis, action.target()).look().map(this::state));
    }

    private State state(Instances.Seen seen) {
        var groups = seen.instance().securityGroups().stream()
                .map(GroupIdentifier::groupId)
                .sorted()
                .toList();
        var member = GroupReader.member(seen.group(), id());
        var name = seen.group().map(group -> group.autoScalingGroupName()).orElse("");
        boolean standby = member.filter(one -> one.lifecycleState() == LifecycleState.STANDBY
                        || one.lifecycleState() == LifecycleState.ENTERING_STANDBY)
                .isPresent();
        return State.of(
                        seen.tags(),
                        value(groups, name, standby),
                        value(List.of(action.text("security-group")), name, member.isPresent()))
                .in(seen.numbers())
                .cannotIf(
                        !List.of("running", "stopped", "stopping", "pending").contains(seen.state()),
                        "the instance is " + seen.state())
                .cannotIf(seen.instance().networkInterfaces().size() > 1, "it has several network interfaces");
    }

    private static Json.Obj value(List<String> groups, String autoScaling, boolean standby) {
        var value = Json.obj().with(GROUPS, Json.strings(groups));
        return autoScaling.isEmpty()
                ? value
                : value.with("autoScaling", autoScaling).with(STANDBY, standby);
    }

    private String id() {
        return action.target().name();
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

    @Override
    public void write(Json from, Json to) throws CallFailed {
        AwsCalls.change(() -> {
            if (part(to, GROUPS).equals(Optional.of(Json.strings(List.of(action.text("security-group")))))) {
                keepDisks();
            }
            if (!part(from, STANDBY).equals(part(to, STANDBY))) {
                part(to, "autoScaling")
                        .map(SdkSetting::text)
                        .ifPresent(group -> standBy(
                                group, part(to, STANDBY).map(SdkSetting::on).orElse(false)));
            }
            if (!part(from, GROUPS).equals(part(to, GROUPS))) {
                apis.ec2()
                        .modifyInstanceAttribute(request -> request.instanceId(id())
                                .groups(SdkSetting.without(part(to, GROUPS).orElseThrow(), Json.arr()).stream()
                                        .map(SdkSetting::text)
                                        .toList()));
            }
            return to;
        });
    }

    /** The call takes no token: the snapshots carry the instance as a tag, and are taken once. */
    private void keepDisks() {
        var kept = apis.ec2()
                .describeSnapshots(request -> request.ownerIds("self")
                        .filters(Filter.builder()
                                .name("tag:" + KEPT)
                                .values(id())
                                .build()))
                .snapshots();
        if (kept.isEmpty()) {
            apis.once()
                    .ec2()
                    .createSnapshots(request -> request.instanceSpecification(of -> of.instanceId(id()))
                            .tagSpecifications(TagSpecification.builder()
                                    .resourceType(ResourceType.SNAPSHOT)
                                    .tags(Tag.builder().key(KEPT).value(id()).build())
                                    .build()));
        }
    }

    private void standBy(String group, boolean standby) {
        if (standby) {
            apis.autoScaling()
                    .enterStandby(request -> request.autoScalingGroupName(group)
                            .instanceIds(id())
                            .shouldDecrementDesiredCapacity(false));
        } else {
            apis.autoScaling()
                    .exitStandby(request -> request.autoScalingGroupName(group).instanceIds(id()));
        }
    }
}
