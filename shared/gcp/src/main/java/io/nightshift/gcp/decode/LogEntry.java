package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.util.Map;

/**
 * A Cloud Logging entry as a sink exports it to Pub/Sub, one per message. An audit log entry is a change of a resource,
 * any other a log line.
 *
 * @see <a href="https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry">Google Cloud: LogEntry</a>
 */
final class LogEntry implements Format {

    private static final String AUDIT_LOG = "type.googleapis.com/google.cloud.audit.AuditLog";
    private static final String CONTROLLER = "logging.gke.io/top_level_controller_";

    @Override
    public String name() {
        return "Cloud Logging entry";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("logName").exists()
                && (payload.at("resource").exists() || payload.at("insertId").exists() || hasPayload(payload));
    }

    private static boolean hasPayload(View entry) {
        return entry.firstOf("jsonPayload", "textPayload", "protoPayload").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var log = LogName.of(payload.at("logName"));
        var monitored = Monitored.of(payload.at("resource"), hints(payload), log.project());
        if (Fields.says(payload.at("protoPayload", "@type"), AUDIT_LOG) || isAudit(payload, log)) {
            return Decoded.of(AuditEntry.of(payload, log, monitored).signal());
        }
        return Decoded.of(
                switch (log.id()) {
                    case ThreatEntry.LOG -> new ThreatEntry(payload, log).signal();
                    case BackupJobEntry.LOG -> new BackupJobEntry(payload, log).signal();
                    default -> line(payload, log, monitored.resource(), labels(payload));
                });
    }

    /** Some exports leave out the type of the payload. */
    private static boolean isAudit(View entry, LogName log) {
        return log.id().startsWith("cloudaudit.googleapis.com/")
                && entry.at("protoPayload", "methodName").isString();
    }

    /** Entries with the same time and insertId in one log are the same entry, exported twice. */
    static SignalId id(View entry, LogName log) throws JsonException {
        return new SignalId(log.full() + "/" + Fields.name(entry.at("insertId")) + "@" + time(entry));
    }

    static Instant time(View entry) throws JsonException {
        return ProviderTimes.time(entry.firstOf("timestamp", "receiveTimestamp"));
    }

    static Labels labels(View entry) throws JsonException {
        return new Labels().withScalars(entry.at("resource", "labels")).withScalars(entry.at("labels"));
    }

    private static Map<String, String> hints(View entry) throws JsonException {
        var labels = entry.at("labels");
        return new Labels()
                .with("instance_name", labels.at("compute.googleapis.com/resource_name"))
                .with("top_level_controller_type", labels.at(CONTROLLER + "type"))
                .with("top_level_controller_name", labels.at(CONTROLLER + "name"))
                .all();
    }

    private static Signal line(View entry, LogName log, Resource subject, Labels labels) throws JsonException {
        var header = new Signal.Header(id(entry, log), "gcp.logging", time(entry), subject, labels.all());
        return new Signal.LogLine(
                header, log.id(), Fields.nameOrEmpty(entry.at("severity")), TextLimit.message(message(entry)));
    }

    /** The text; or the message of a structured entry, or the whole entry; or the request of a request log. */
    private static String message(View entry) throws JsonException {
        var text = entry.at("textPayload");
        var structured = entry.firstOf("jsonPayload", "protoPayload");
        if (text.exists() || !structured.exists()) {
            return text.exists() ? text.text() : request(entry.at("httpRequest"));
        }
        var message = structured.firstOf("message", "msg");
        return message.isString() ? message.text() : structured.json().text();
    }

    private static String request(View request) throws JsonException {
        return request.exists()
                ? "%s %s: %s"
                        .formatted(
                                request.at("requestMethod").textOr(""),
                                request.at("requestUrl").textOr(""),
                                request.at("status").textOr(""))
                : "";
    }
}
