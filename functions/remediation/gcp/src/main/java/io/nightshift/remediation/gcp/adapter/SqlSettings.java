package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.DatabaseActions;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.GoogleActions;
import io.nightshift.remediation.action.GoogleSecurityActions;
import io.nightshift.remediation.action.GrowDatabaseStorage;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.List;

/** What actions set on databases of Cloud SQL. Each change names the version of the settings that was read. */
final class SqlSettings {

    private static final String SSL_MODE = "sslMode";
    private static final String WITH_CERTIFICATE = "TRUSTED_CLIENT_CERTIFICATE_REQUIRED";
    private static final String ACTIVATION = "activationPolicy";

    private static final List<String> INSIGHTS = List.of("insightsConfig", "queryInsightsEnabled");
    private static final List<String> BACKUPS = List.of("backupConfiguration", "enabled");

    private SqlSettings() {}

    static ExecutionTable<GcpApis> table() {
        return new ExecutionTable<GcpApis>()
                .setting(DatabaseActions.STOP_DATABASE, (apis, act) -> activation(apis, act, "NEVER"))
                .setting(DatabaseActions.START_DATABASE, (apis, act) -> activation(apis, act, "ALWAYS"))
                .setting(SecurityActions.MAKE_DATABASE_PRIVATE, SqlSettings::publicAddress)
                .setting(
                        GoogleActions.SET_DATABASE_TIER,
                        (apis, act) -> setting(
                                apis,
                                act,
                                database -> state(database, member(database, "tier"), Json.of(act.text("tier"))),
                                to -> Json.obj().with("tier", to)))
                .setting(DatabaseActions.ENABLE_DATABASE_INSIGHTS, (apis, act) -> flag(apis, act, INSIGHTS))
                .setting(GoogleSecurityActions.ENABLE_DATABASE_BACKUPS, (apis, act) -> flag(apis, act, BACKUPS))
                .setting(DatabaseActions.PROMOTE_REPLICA, SqlSettings::source)
                .setting(DatabaseActions.ROTATE_DATABASE_CERTIFICATE, ServerAuthorities::new)
                .setting(GoogleSecurityActions.REQUIRE_DATABASE_ENCRYPTION, SqlSettings::encryption)
                .setting(GrowDatabaseStorage.class, GrowDatabaseStorage.TYPE, SqlSettings::storage);
    }

    /** The value is the instance that it follows; of a promoted one there is none. */
    private static Setting source(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                database -> state(
                        database, Json.of(database.at("masterInstanceName").textOr("")), Json.of("")),
                (call, database, to) -> call.then("/promoteReplica"));
    }

    private static Setting activation(GcpApis apis, DeclaredAction act, String wanted) {
        return setting(
                apis,
                act,
                database -> state(database, member(database, ACTIVATION), Json.of(wanted)),
                to -> Json.obj().with(ACTIVATION, to));
    }

    private static Setting publicAddress(GcpApis apis, DeclaredAction act) {
        return setting(
                apis,
                act,
                database -> {
                    var network = database.at("settings", "ipConfiguration");
                    return state(database, Json.of(network.at("ipv4Enabled").boolOr(false)), Json.of(false))
                            .cannotIf(
                                    !network.at("privateNetwork").exists()
                                            && !network.at("pscConfig", "pscEnabled")
                                                    .boolOr(false),
                                    "it has no private address: nobody could reach it");
                },
                to -> Json.obj().with("ipConfiguration", Json.obj().with("ipv4Enabled", to)));
    }

    /** As {@code enable-deletion-protection} on a database. */
    static Setting deletionProtection(GcpApis apis, DeclaredAction act) {
        return setting(
                apis,
                act,
                database -> state(
                        database,
                        Json.of(database.at("settings", "deletionProtectionEnabled")
                                .boolOr(false)),
                        Json.of(true)),
                to -> Json.obj().with("deletionProtectionEnabled", to));
    }

    /** @param path the names of a part of the settings, and of a flag in it */
    private static Setting flag(GcpApis apis, DeclaredAction act, List<String> path) {
        return setting(
                apis,
                act,
                database -> state(
                        database,
                        Json.of(database.at("settings", path.getFirst(), path.getLast())
                                .boolOr(false)),
                        Json.of(true)),
                to -> Json.obj().with(path.getFirst(), Json.obj().with(path.getLast(), to)));
    }

    /** A database that also asks for a certificate of the client keeps that. */
    private static Setting encryption(GcpApis apis, DeclaredAction act) {
        return setting(
                apis,
                act,
                database -> {
                    var mode = database.at("settings", "ipConfiguration", SSL_MODE)
                            .textOr("ALLOW_UNENCRYPTED_AND_ENCRYPTED");
                    return state(
                            database, Json.of(mode), Json.of(mode.equals(WITH_CERTIFICATE) ? mode : "ENCRYPTED_ONLY"));
                },
                to -> Json.obj().with("ipConfiguration", Json.obj().with(SSL_MODE, to)));
    }

    private static Setting storage(GcpApis apis, DeclaredAction act) {
        return setting(
                apis,
                act,
                database -> {
                    long now = database.at("settings", "dataDiskSizeGb").integer();
                    long to = ComputeSettings.grown(now, act);
                    return state(database, Json.of(now), Json.of(to))
                            .atLimitIf(to <= now, "it has " + now + " GiB, and more is not allowed");
                },
                to -> Json.obj().with("dataDiskSizeGb", to));
    }

    /** Makes the members of the settings that a value stands for. */
    @FunctionalInterface
    private interface Members {
        Json.Obj of(Json to);
    }

    private static Setting setting(
            GcpApis apis, DeclaredAction act, GoogleResource.Reader<State> reading, Members members) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                reading,
                (call, database, to) -> call.with(
                        "PATCH",
                        Json.obj()
                                .with(
                                        "settings",
                                        members.of(to)
                                                .with(
                                                        "settingsVersion",
                                                        database.at("settings", "settingsVersion")
                                                                .text()))));
    }

    private static Json member(View database, String name) throws JsonException {
        return Json.of(database.at("settings", name).textOr(""));
    }

    static State state(View database, Json now, Json wanted) throws JsonException {
        var state = database.at("state").textOr("");
        return State.of(database.at("settings", "userLabels").texts(), now, wanted)
                .busyIf(!state.equals("RUNNABLE") && !state.equals("STOPPED"), "the database is " + state);
    }
}
