package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;

/** The newest instance refresh of an Auto Scaling group: {@code running}, {@code cancelled} or {@code rolled-back}. */
record InstanceRefreshes(AwsRegionApis apis, DeclaredAction act) {

    private static final Set<String> RUNNING = Set.of("Pending", "InProgress", "Baking");

    static Setting cancelled(AwsRegionApis apis, DeclaredAction act) {
        var refreshes = new InstanceRefreshes(apis, act);
        return new SdkSetting(
                () -> refreshes.read("cancelled", "Cancel"),
                (from, to) -> apis.autoScaling()
                        .cancelInstanceRefresh(request ->
                                request.autoScalingGroupName(act.target().name())));
    }

    static Setting rolledBack(AwsRegionApis apis, DeclaredAction act) {
        var refreshes = new InstanceRefreshes(apis, act);
        return new SdkSetting(
                () -> refreshes.read("rolled-back", "Rollback"),
                (from, to) -> apis.autoScaling()
                        .rollbackInstanceRefresh(request ->
                                request.autoScalingGroupName(act.target().name())));
    }

    /** @param reached how the statuses begin of a refresh that is so, or is about to be so */
    private Optional<State> read(String wanted, String reached) {
        var groups = new GroupReader(apis);
        return groups.named(act.target().name()).map(group -> {
            var status = newest().map(InstanceRefresh::statusAsString).orElse("");
            var value = status.startsWith(reached) ? wanted : RUNNING.contains(status) ? "running" : "none";
            return State.of(GroupReader.tags(group), value, wanted)
                    .in(Optional.of(groups.numbers(group, act.target().origin(), "")))
                    .cannotIf(value.equals("none"), "no instance refresh is running");
        });
    }

    private Optional<InstanceRefresh> newest() {
        return apis
                .autoScaling()
                .describeInstanceRefreshes(
                        request -> request.autoScalingGroupName(act.target().name()))
                .instanceRefreshes()
                .stream()
                .findFirst();
    }
}
