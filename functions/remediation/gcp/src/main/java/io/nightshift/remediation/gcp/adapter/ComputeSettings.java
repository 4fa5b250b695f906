package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.remediation.action.CapacityActions;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.GoogleActions;
import io.nightshift.remediation.action.InstanceActions;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What actions set on machines, disks and networks of Compute Engine. */
final class ComputeSettings {

    private static final String STOPPED = "stopped";
    private static final String RUNNING = "running";

    private static final Set<String> STOPPING = Set.of("STOPPING", "STOPPED", "TERMINATED");
    private static final Set<String> STARTING = Set.of("PROVISIONING", "STAGING", "RUNNING");

    private ComputeSettings() {}

    static ExecutionTable<GcpApis> table() {
        return new ExecutionTable<GcpApis>()
                .setting(InstanceActions.STOP_INSTANCE, (apis, act) -> power(apis, act, STOPPED))
                .setting(InstanceActions.START_INSTANCE, (apis, act) -> power(apis, act, RUNNING))
                .setting(InstanceActions.GROW_VOLUME, ComputeSettings::size)
                .setting(SecurityActions.CLOSE_INGRESS, ComputeSettings::firewall)
                .setting(GoogleActions.ISOLATE_INSTANCE, ComputeSettings::networkTags)
                .setting(SecurityActions.REMOVE_PUBLIC_ADDRESS, PublicAddresses::new)
                .setting(SecurityActions.QUARANTINE_INSTANCE, MachineQuarantine::new)
                .setting(SecurityActions.REDIRECT_TO_HTTPS, ProxyRedirect::new)
                .setting(CapacityActions.ROLL_BACK_INSTANCE_REFRESH, GroupVersions::new)
                .setting(GoogleActions.SET_GROUP_SIZE, ComputeSettings::groupSize);
    }

    /** A machine that is on its way counts as being there. */
    private static Setting power(GcpApis apis, DeclaredAction act, String wanted) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                machine -> State.of(GoogleResource.labels(machine), power(machine), wanted)
                        .cannotIf(managed(machine), "it is in a managed group, which decides that itself")
                        .busyIf(!Set.of(STOPPED, RUNNING).contains(power(machine)), "it is " + power(machine)),
                (call, machine, to) -> call.then(to.equals(Json.of(STOPPED)) ? "/stop" : "/start"));
    }

    private static String power(View machine) throws JsonException {
        var status = machine.at("status").textOr("");
        if (STOPPING.contains(status)) {
            return STOPPED;
        }
        return STARTING.contains(status) ? RUNNING : status;
    }

    static boolean managed(View machine) throws JsonException {
        for (var item : machine.at("metadata", "items").items()) {
            if (item.at("key").textOr("").equals("created-by")
                    && item.at("value").textOr("").contains("/instanceGroupManagers/")) {
                return true;
            }
        }
        return false;
    }

    private static Setting size(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                disk -> {
                    long now = disk.at("sizeGb").integer();
                    long to = grown(now, act);
                    return State.of(GoogleResource.labels(disk), Json.of(now), Json.of(to))
                            .atLimitIf(to <= now, "it has " + now + " GiB, and more is not allowed");
                },
                (call, disk, to) -> call.then("/resize").with("POST", Json.obj().with("sizeGb", to)));
    }

    /** So many per cent more, and never above the limit. */
    static long grown(long now, DeclaredAction act) {
        long more = now + Math.ceilDiv(now * act.number("by-percent"), 100L);
        return Math.max(now, Math.min(more, act.number("up-to-gib")));
    }

    private static Setting firewall(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                rule -> State.of(Map.of(), new FirewallRule(rule).opens(act.items("ports")), false),
                (call, rule, to) -> call.with("PATCH", Json.obj().with("disabled", to.equals(Json.of(false)))));
    }

    private static Setting networkTags(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                machine -> State.of(
                                GoogleResource.labels(machine), tags(machine), Json.strings(List.of(act.text("tag"))))
                        .cannotIf(managed(machine), "it is in a managed group, which would replace it"),
                ComputeSettings::tagging);
    }

    /** In one order: Compute Engine promises none. */
    static Json tags(View machine) throws JsonException {
        return Json.strings(
                machine.at("tags", "items").strings().stream().sorted().toList());
    }

    /** The call that gives a machine these network tags instead of those that were read. */
    static Call tagging(Call machine, View live, Json tags) throws JsonException {
        return machine.then("/setTags")
                .with(
                        "POST",
                        Json.obj()
                                .with("items", tags)
                                .with(
                                        "fingerprint",
                                        live.at("tags", "fingerprint").text()));
    }

    /** Its autoscaler would set another size again. */
    private static Setting groupSize(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                group -> State.of(
                                Map.of(), Json.of(group.at("targetSize").integer()), Json.of((long) act.number("size")))
                        .cannotIf(
                                !group.at("status", "autoscaler").textOr("").isEmpty(),
                                "its autoscaler sets its size (see set-autoscaler-bounds)"),
                (call, group, to) -> call.then("/resize").asking(Map.of("size", ((Json.Num) to).text())));
    }
}
