package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.AddressRange;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.GoogleSecurityActions;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.Map;

/** What actions set on who may reach or delete something. */
final class AccessSettings {

    private static final String PREVENTION = "publicAccessPrevention";
    private static final String IAM = "iamConfiguration";

    private AccessSettings() {}

    static ExecutionTable<GcpApis> table() {
        return new ExecutionTable<GcpApis>()
                .setting(SecurityActions.BLOCK_BUCKET_ACCESS, AccessSettings::bucket)
                .setting(GoogleSecurityActions.REMOVE_PUBLIC_BINDINGS, PublicBindings::new)
                .setting(SecurityActions.MAKE_SNAPSHOT_PRIVATE, PublicBindings::new)
                .setting(SecurityActions.MAKE_IMAGE_PRIVATE, PublicBindings::new)
                .setting(GoogleSecurityActions.DISABLE_SERVICE_ACCOUNT, AccessSettings::key)
                .setting(SecurityActions.DEACTIVATE_ACCESS_KEY, AccessSettings::key)
                .setting(SecurityActions.BLOCK_ADDRESS, AccessSettings::address)
                .setting(
                        SecurityActions.ENABLE_DELETION_PROTECTION,
                        (apis, act) -> act.target().kind().equals(Kinds.SQL_INSTANCE)
                                ? SqlSettings.deletionProtection(apis, act)
                                : deletionProtection(apis, act));
    }

    private static Setting bucket(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                bucket -> State.of(
                        GoogleResource.labels(bucket),
                        bucket.at(IAM, PREVENTION).textOr("inherited"),
                        "enforced"),
                (call, bucket, to) -> call.asking(Map.of(
                                "ifMetagenerationMatch",
                                bucket.at("metageneration").text()))
                        .with("PATCH", Json.obj().with(IAM, Json.obj().with(PREVENTION, to))));
    }

    private static Setting key(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                key -> State.of(Map.of(), key.at("disabled").boolOr(false), true),
                (call, key, to) -> call.then(to.equals(Json.of(true)) ? ":disable" : ":enable"));
    }

    private static Setting deletionProtection(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                machine -> State.of(
                        GoogleResource.labels(machine),
                        machine.at("deletionProtection").boolOr(false),
                        true),
                (call, machine, to) -> call.then("/setDeletionProtection")
                        .asking(Map.of("deletionProtection", ((Json.Bool) to).value() ? "true" : "false")));
    }

    private static Setting address(GcpApis apis, DeclaredAction act) {
        var range = AddressRange.of(act.text("address")).orElseThrow();
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                policy -> State.of(GoogleResource.labels(policy), new BlockRules(policy, range).present(), true)
                        .cannotIf(
                                new BlockRules(policy, range).free().isEmpty(),
                                "it has no free priority from 1000 to 1999 for another rule"),
                (call, policy, to) -> {
                    var rules = new BlockRules(policy, range);
                    return to.equals(Json.of(true))
                            ? call.then("/addRule").with("POST", rules.rule())
                            : call.then("/removeRule").asking(Map.of("priority", rules.priority()));
                });
    }
}
