package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.Signal.ChangeEffect;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Cloud Audit Log entry: who called which method on what. Reads, refused and failed calls are signals, too, and their effect
 * tells them apart. Of a long operation there are two entries: the label {@code operation} is {@code first} or {@code last}.
 *
 * @see <a href="https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog">Google Cloud:
 *     AuditLog</a>
 */
record AuditEntry(View entry, View audit, LogName log, Monitored monitored) {

    private static final int PERMISSION_DENIED = 7;
    private static final int UNAUTHENTICATED = 16;
    private static final Pattern READS = Pattern.compile(
            "(get|list|aggregatedList|search|query|batchGet|count|lookup|read|check|describe|watch|test)(?![a-z]).*");

    /** Verbs that write in the log of data access, which is for reads otherwise: a verb that is not here is a read there. */
    private static final Pattern WRITES_DATA =
            Pattern.compile("(abort|ack|add|append|apply|approve|begin|bulk|cancel|commit"
                    + "|complete|compose|copy|create|delete|destroy|disable|drop|enable|execute|import|insert|load|login|logout|modify|move|mutate"
                    + "|patch|publish|purge|put|remove|replace|restore|rewrite|rollback|rotate|run|send|set|start|stop|submit|truncate"
                    + "|undelete|update|upload|write).*");

    private static final Set<String> UNSPECIFIC =
            Set.of(Kinds.GCP_PROJECT, "gcp:audited_resource", "gcp:api", "gcp:global");

    static AuditEntry of(View entry, LogName log, Monitored monitored) {
        return new AuditEntry(entry, entry.at("protoPayload"), log, monitored);
    }

    Signal signal() throws JsonException {
        var status = audit.at("status");
        var labels = LogEntry.labels(entry)
                .with("service", audit.at("serviceName"))
                .with("resource_name", audit.at("resourceName"))
                .with("caller_ip", audit.at("requestMetadata", "callerIp"));
        if (code() != 0) {
            labels.with("status_code", status.at("code"));
        }
        var header = new Signal.Header(
                LogEntry.id(entry, log),
                "gcp.audit",
                LogEntry.time(entry),
                subject(),
                operation(labels).all());
        return new Signal.ResourceChange(
                header,
                Fields.name(audit.at("methodName")),
                Fields.message(status.at("message")),
                Fields.firstName(
                        audit.at("authenticationInfo", "principalEmail"),
                        audit.at("authenticationInfo", "principalSubject")),
                effect());
    }

    /** An entry that is both first and last is the whole operation. */
    private Labels operation(Labels labels) throws JsonException {
        var operation = entry.at("operation");
        boolean first = operation.at("first").boolOr(false);
        boolean last = operation.at("last").boolOr(false);
        return labels.with("operation_id", operation.at("id"))
                .with("operation", first == last ? "" : first ? "first" : "last");
    }

    private long code() throws JsonException {
        return audit.at("status").isObject() ? audit.at("status", "code").integerOr(0) : 0;
    }

    private ChangeEffect effect() throws JsonException {
        long code = code();
        if (code == PERMISSION_DENIED || code == UNAUTHENTICATED) {
            return ChangeEffect.DENIED;
        }
        if (code != 0) {
            return ChangeEffect.FAILED;
        }
        return reads() ? ChangeEffect.READ : ChangeEffect.CHANGED;
    }

    /** By the kind of permission that the call needed, which newer entries tell, else by the name of the method. */
    private boolean reads() throws JsonException {
        var permission = audit.at("authorizationInfo").isArray()
                ? audit.at("authorizationInfo").at(0).at("permissionType")
                : audit.at("none");
        if (permission.isString() && permission.text().endsWith("_WRITE")) {
            return false;
        }
        var method = Fields.name(audit.at("methodName"));
        var verb = method.substring(method.lastIndexOf('.') + 1);
        var lower = verb.isEmpty() ? verb : Character.toLowerCase(verb.charAt(0)) + verb.substring(1);
        return READS.matcher(lower).matches()
                || (log.id().endsWith("data_access")
                        && !WRITES_DATA.matcher(lower).matches())
                || (permission.isString() && permission.text().endsWith("_READ"));
    }

    /** The changed resource by its name; else the monitored resource, unless it is only the project. */
    private Resource subject() throws JsonException {
        var path = Fields.nameOrEmpty(audit.at("resourceName"));
        var service = Fields.nameOrEmpty(audit.at("serviceName"));
        var fallback = monitored.resource();
        if (service.equals("k8s.io")) {
            return KubernetesName.of(path).map(name -> name.in(monitored)).orElse(fallback);
        }
        var named = path.startsWith("//") ? ResourceName.full(path) : ResourceName.of(service, path);
        return named.map(this::withEmail)
                .map(name -> name.resource(fallback.origin()))
                .orElseGet(() -> unnamed(fallback));
    }

    /** A service account has a number and an address, and only the address is what people write in rules. */
    private ResourceName withEmail(ResourceName name) {
        var email = monitored.resource();
        return email.kind().equals(Kinds.SERVICE_ACCOUNT) && email.name().contains("@")
                ? name.renamed("serviceAccounts", email.name())
                : name;
    }

    private static Resource unnamed(Resource fallback) {
        return UNSPECIFIC.contains(fallback.kind())
                        && !fallback.origin().account().isEmpty()
                ? new Resource(
                        fallback.origin(), Kinds.GCP_PROJECT, fallback.origin().account())
                : fallback;
    }
}
