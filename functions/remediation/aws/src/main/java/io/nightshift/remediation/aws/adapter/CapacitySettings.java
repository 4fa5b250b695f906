package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.ecs.EcsService;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.action.CapacityActions;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;

/** What {@link CapacityActions} set on AWS. */
final class CapacitySettings {

    private CapacitySettings() {}

    static ExecutionTable<AwsRegionApis> table() {
        return new ExecutionTable<AwsRegionApis>()
                .setting(CapacityActions.SUSPEND_SCALING, (apis, act) -> suspended(apis, act, true))
                .setting(CapacityActions.RESUME_SCALING, (apis, act) -> suspended(apis, act, false))
                .setting(CapacityActions.CANCEL_INSTANCE_REFRESH, InstanceRefreshes::cancelled)
                .setting(CapacityActions.ROLL_BACK_INSTANCE_REFRESH, InstanceRefreshes::rolledBack)
                .setting(CapacityActions.SCALE_SERVICE, CapacitySettings::tasks)
                .setting(CapacityActions.LIMIT_FUNCTION, LambdaSettings::concurrency)
                .setting(CapacityActions.PAUSE_EVENT_SOURCE, LambdaSettings::eventSource)
                .with(CapacityActions.REPLACE_UNHEALTHY_TARGETS, TargetReplacement::new);
    }

    /** The value is the list of the suspended processes, in order. */
    private static Setting suspended(AwsRegionApis apis, DeclaredAction act, boolean more) {
        var name = act.target().name();
        return new SdkSetting(
                () -> new GroupReader(apis).named(name).map(group -> {
                    var now = new TreeSet<>(group.suspendedProcesses().stream()
                            .map(SuspendedProcess::processName)
                            .toList());
                    return state(apis, group, act.target(), now, changed(now, act.items("processes"), more));
                }),
                (from, to) -> {
                    var suspend = texts(SdkSetting.without(to, from));
                    if (!suspend.isEmpty()) {
                        apis.autoScaling()
                                .suspendProcesses(request ->
                                        request.autoScalingGroupName(name).scalingProcesses(suspend));
                    }
                    var resume = texts(SdkSetting.without(from, to));
                    if (!resume.isEmpty()) {
                        apis.autoScaling()
                                .resumeProcesses(request ->
                                        request.autoScalingGroupName(name).scalingProcesses(resume));
                    }
                });
    }

    private static Collection<String> changed(Collection<String> now, Collection<String> processes, boolean more) {
        var changed = new TreeSet<>(now);
        if (more) {
            changed.addAll(processes);
        } else {
            changed.removeAll(processes);
        }
        return changed;
    }

    private static State state(
            AwsRegionApis apis,
            AutoScalingGroup group,
            Resource target,
            Collection<String> now,
            Collection<String> wanted) {
        return State.of(GroupReader.tags(group), Json.strings(now), Json.strings(wanted))
                .in(Optional.of(new GroupReader(apis).numbers(group, target.origin(), "")));
    }

    private static Collection<String> texts(Collection<Json> items) {
        return items.stream().map(SdkSetting::text).toList();
    }

    private static Setting tasks(AwsRegionApis apis, DeclaredAction act) {
        var services = new EcsService(apis, act.target());
        return new SdkSetting(
                () -> services.find()
                        .map(found -> State.of(
                                        EcsService.tags(found),
                                        Json.of(found.desiredCount()),
                                        Json.of(act.number("count")))
                                .in(Optional.of(services.numbers(found)))),
                (from, to) -> apis.ecs()
                        .updateService(request -> request.cluster(services.cluster())
                                .service(services.service())
                                .desiredCount(SdkSetting.number(to))));
    }
}
