package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which accesses of a project Cloud Audit Logs record. The value has, by service and type of access, the members that are exempt.
 *
 * @see <a href="https://cloud.google.com/logging/docs/audit/configure-data-access">Cloud Logging: data access audit logs</a>
 */
record AuditConfigs(GcpApis apis, DeclaredAction act) implements Setting {

    private static final String CONFIGS = "auditConfigs";
    private static final String EVERY_SERVICE = "allServices";
    private static final List<String> EVERY_TYPE = List.of("ADMIN_READ", "DATA_READ", "DATA_WRITE");

    private GoogleResource project() throws CallFailed {
        return GoogleResource.of(apis.rest(), act.target());
    }

    @Override
    public Optional<State> read() throws CallFailed {
        var project = project();
        var found = project.find();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var now = GoogleResource.read(new IamPolicyCalls(project).get(), AuditConfigs::value);
        return Optional.of(State.of(GoogleResource.read(found.get(), GoogleResource::labels), now, whole(now)));
    }

    private static Json.Obj value(View policy) throws JsonException {
        var services = Json.obj();
        for (var config : policy.at(CONFIGS).items()) {
            var types = Json.obj();
            for (var type : config.at("auditLogConfigs").items()) {
                var exempt = new TreeSet<>(type.at("exemptedMembers").strings());
                types = types.with(type.at("logType").text(), Json.strings(exempt));
            }
            services = services.with(config.at("service").text(), types);
        }
        return services;
    }

    /** Exemptions that somebody made stay. */
    private static Json.Obj whole(Json.Obj now) {
        var types = now.get(EVERY_SERVICE) instanceof Json.Obj some ? some : Json.obj();
        for (var type : EVERY_TYPE) {
            types = types.get(type) == null ? types.with(type, Json.arr()) : types;
        }
        return now.with(EVERY_SERVICE, types);
    }

    @Override
    public void write(Json from, Json to) throws CallFailed {
        var calls = new IamPolicyCalls(project());
        var policy = calls.get();
        calls.resource().expect(from, GoogleResource.read(policy, AuditConfigs::value));
        var etag = GoogleResource.read(policy, json -> json.at("etag").text());
        calls.setAudit(Json.obj().with(CONFIGS, configs((Json.Obj) to)).with("etag", etag));
    }

    private static Json configs(Json.Obj value) {
        var configs = new ArrayList<Json>();
        value.members()
                .forEach((service, types) -> configs.add(
                        Json.obj().with("service", service).with("auditLogConfigs", types((Json.Obj) types))));
        return Json.arr(configs);
    }

    private static Json types(Json.Obj value) {
        var types = new ArrayList<Json>();
        value.members().forEach((type, exempt) -> {
            var one = Json.obj().with("logType", type);
            types.add(exempt.equals(Json.arr()) ? one : one.with("exemptedMembers", exempt));
        });
        return Json.arr(types);
    }
}
