package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.InstanceActions;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Properties of EC2 instances and their volumes. */
final class InstanceSettings {

    private static final List<String> ON = List.of("running", "pending");
    private static final List<String> SETTLED = List.of("running", "stopped");

    private InstanceSettings() {}

    static ExecutionTable<AwsRegionApis> table() {
        return new ExecutionTable<AwsRegionApis>()
                .setting(InstanceActions.STOP_INSTANCE, (apis, act) -> running(apis, act, false))
                .setting(InstanceActions.START_INSTANCE, (apis, act) -> running(apis, act, true))
                .setting(InstanceActions.GROW_VOLUME, InstanceSettings::volumeSize);
    }

    private static Setting running(AwsRegionApis apis, DeclaredAction act, boolean wanted) {
        var instance = new Instances(apis, act.target());
        return new SdkSetting(
                () -> instance.look()
                        .map(seen -> State.of(seen.tags(), ON.contains(seen.state()), wanted)
                                .in(seen.numbers())
                                .cannotIf(
                                        !wanted && seen.group().isPresent(),
                                        "it is in an Auto Scaling group, which would replace it")
                                .cannotIf(
                                        List.of("terminated", "shutting-down").contains(seen.state()),
                                        "the instance is " + seen.state())
                                .busyIf(!SETTLED.contains(seen.state()), "the instance is " + seen.state())),
                (from, to) -> run(apis, act.target().name(), SdkSetting.on(to)));
    }

    private static void run(AwsRegionApis apis, String name, boolean running) {
        if (running) {
            apis.ec2().startInstances(request -> request.instanceIds(name));
        } else {
            apis.ec2().stopInstances(request -> request.instanceIds(name));
        }
    }

    /** @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html">protection</a> */
    static Setting terminationProtection(AwsRegionApis apis, DeclaredAction act) {
        var id = act.target().name();
        return new SdkSetting(
                () -> new Instances(apis, act.target())
                        .look()
                        .map(seen -> State.of(
                                seen.tags(),
                                Boolean.TRUE.equals(apis.ec2()
                                        .describeInstanceAttribute(request -> request.instanceId(id)
                                                .attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                                        .disableApiTermination()
                                        .value()),
                                true)),
                (from, to) -> apis.ec2()
                        .modifyInstanceAttribute(request ->
                                request.instanceId(id).disableApiTermination(value -> value.value(SdkSetting.on(to)))));
    }

    static Setting metadataTokens(AwsRegionApis apis, DeclaredAction act) {
        return new SdkSetting(
                () -> new Instances(apis, act.target())
                        .look()
                        .map(seen -> State.of(
                                seen.tags(), seen.instance().metadataOptions().httpTokensAsString(), "required")),
                (from, to) -> apis.ec2()
                        .modifyInstanceMetadataOptions(request ->
                                request.instanceId(act.target().name()).httpTokens(SdkSetting.text(to))));
    }

    /** @see <a href="https://docs.aws.amazon.com/ebs/latest/userguide/modify-volume-requirements.html">six hours between changes</a> */
    private static Setting volumeSize(AwsRegionApis apis, DeclaredAction act) {
        var name = act.target().name();
        return new SdkSetting(
                () -> SdkSetting.found(
                                () -> apis.ec2().describeVolumes(request -> request.volumeIds(name)).volumes().stream()
                                        .findFirst(),
                                "InvalidVolume.NotFound",
                                "InvalidParameterValue")
                        .map(found -> size(found, act)),
                (from, to) -> apis.ec2()
                        .modifyVolume(request -> request.volumeId(name).size(SdkSetting.number(to))));
    }

    private static State size(Volume found, DeclaredAction act) {
        long more = Math.ceilDiv((long) found.size() * (100 + act.number("by-percent")), 100);
        long to = Math.min(more, act.number("up-to-gib"));
        return State.of(Tags.ofEc2(found.tags()), Json.of(found.size()), Json.of(to))
                .atLimitIf(
                        to <= found.size(),
                        "it has %d GiB; the limit is %d GiB".formatted(found.size(), act.number("up-to-gib")));
    }
}
