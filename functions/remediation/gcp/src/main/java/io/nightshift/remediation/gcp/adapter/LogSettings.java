package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.GoogleSecurityActions;
import io.nightshift.remediation.action.LoggingActions;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.Map;

/** What actions set on what Google Cloud logs. */
final class LogSettings {

    private static final String LOG_CONFIG = "logConfig";
    private static final String ENABLE = "enable";
    private static final String RETENTION = "retentionDays";

    /** In days, of a bucket that states none. */
    private static final int DEFAULT_RETENTION = 30;

    /** The identity that all sinks shared before each had one of its own. */
    private static final String SHARED_WRITER = "serviceAccount:cloud-logs@system.gserviceaccount.com";

    private LogSettings() {}

    static ExecutionTable<GcpApis> table() {
        return new ExecutionTable<GcpApis>()
                .setting(GoogleSecurityActions.ENABLE_SUBNET_LOGS, LogSettings::subnet)
                .setting(GoogleSecurityActions.ENABLE_FIREWALL_LOGS, LogSettings::firewall)
                .setting(GoogleSecurityActions.ENABLE_LOG_SINK, LogSettings::sink)
                .setting(LoggingActions.SET_LOG_RETENTION, LogSettings::retention)
                .setting(GoogleSecurityActions.ENABLE_AUDIT_LOGS, AuditConfigs::new);
    }

    private static Setting subnet(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                LogSettings::logged,
                (call, subnet, to) -> call.with(
                        "PATCH",
                        logging(to).with("fingerprint", subnet.at("fingerprint").text())));
    }

    /** @see <a href="https://cloud.google.com/logging/docs/reference/v2/rest/v2/projects.locations.buckets">log buckets</a> */
    private static Setting retention(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                bucket -> {
                    long now = bucket.at(RETENTION).integerOr(DEFAULT_RETENTION);
                    return State.of(Map.of(), Json.of(now), Json.of((long) act.number("days")))
                            .cannotIf(now > act.number("days"), "it would delete events that it keeps now")
                            .cannotIf(bucket.at("locked").boolOr(false), "it is locked")
                            .cannotIf(
                                    bucket.at("lifecycleState").textOr("").equals("DELETE_REQUESTED"),
                                    "it is being deleted");
                },
                (call, bucket, to) -> call.asking(Map.of("updateMask", RETENTION))
                        .with("PATCH", Json.obj().with(RETENTION, to)));
    }

    private static Setting firewall(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                LogSettings::logged,
                (call, rule, to) -> call.with("PATCH", logging(to)));
    }

    private static State logged(View resource) throws JsonException {
        return State.of(Map.of(), resource.at(LOG_CONFIG, ENABLE).boolOr(false), true);
    }

    private static Json.Obj logging(Json to) {
        return Json.obj().with(LOG_CONFIG, Json.obj().with(ENABLE, to));
    }

    /** A sink with an identity of its own refuses a change that does not ask for one. */
    private static Setting sink(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                sink -> State.of(Map.of(), !sink.at("disabled").boolOr(false), true),
                (call, sink, to) -> {
                    var writer = sink.at("writerIdentity").textOr("");
                    boolean own = !writer.isEmpty() && !writer.equals(SHARED_WRITER);
                    return call.asking(Map.of("updateMask", "disabled", "uniqueWriterIdentity", Boolean.toString(own)))
                            .with("PATCH", Json.obj().with("disabled", to.equals(Json.of(false))));
                });
    }
}
