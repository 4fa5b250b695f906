package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;

/**
 * A Cloud Audit Log entry: who called which method on what. A failed call also becomes a signal, with its status code in the
 * label {@code status_code} (7 is PERMISSION_DENIED): it changed nothing, but someone tried.
 *
 * @see <a href="https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog">Google Cloud:
 *     AuditLog</a>
 */
record AuditEntry(View entry, View audit, LogName log, Monitored monitored) {

    static AuditEntry of(View entry, LogName log, Monitored monitored) {
        return new AuditEntry(entry, entry.at("protoPayload"), log, monitored);
    }

    Signal signal() throws JsonException {
        var status = audit.at("status");
        var labels = LogEntry.labels(entry)
                .with("service", audit.at("serviceName"))
                .with("resource_name", audit.at("resourceName"));
        if (status.at("code").integerOr(0) != 0) {
            labels.with("status_code", status.at("code"));
        }
        var header =
                new Signal.Header(LogEntry.id(entry, log), "gcp.audit", LogEntry.time(entry), subject(), labels.all());
        return new Signal.ResourceChange(
                header,
                Fields.name(audit.at("methodName")),
                Fields.message(status.at("message")),
                Fields.nameOrEmpty(audit.at("authenticationInfo", "principalEmail")));
    }

    /** Compute Engine's labels contain the instance's number; its name is at the end of the resource name. */
    private Resource subject() throws JsonException {
        var resource = monitored.resource();
        var path = Fields.nameOrEmpty(audit.at("resourceName"));
        int instance = path.indexOf("/instances/");
        if (!resource.kind().equals(Resource.Kinds.GCE_INSTANCE) || instance < 0) {
            return resource;
        }
        var zone = resource.name().substring(0, resource.name().indexOf('/'));
        var name = path.substring(instance + "/instances/".length());
        return name.isBlank() || name.contains("/")
                ? resource
                : new Resource(resource.origin(), resource.kind(), zone + "/" + name);
    }
}
