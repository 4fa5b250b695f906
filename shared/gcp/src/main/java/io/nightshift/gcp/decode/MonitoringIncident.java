package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.Links;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Cloud Monitoring notification, schema 1.x, as a webhook or in Pub/Sub. Each time a policy's condition is met again for a
 * resource, a new incident with a new id begins; a repeated notification has the id of the first.
 *
 * @see <a href="https://cloud.google.com/monitoring/support/notification-options#webhooks">Google Cloud: webhook schema</a>
 */
final class MonitoringIncident implements Format {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,32}(\\.[0-9]{1,32})?([eE][-+]?[0-9]{1,3})?");
    private static final Pattern MACHINE = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

    @Override
    public String name() {
        return "Cloud Monitoring notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("incident").isObject();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var version = payload.at("version");
        if (version.text().equals("test")) {
            return Decoded.ignored("a test notification of Cloud Monitoring: the channel works");
        }
        if (!version.text().startsWith("1.")) {
            throw Fields.unknown(version, "schema version", "1.x and test");
        }
        var incident = payload.at("incident");
        return state(incident)
                .map(state -> Decoders.each(List.of(incident), each -> Decoded.of(alarm(each, state))))
                .orElseGet(() -> Decoded.ignored("a person acknowledged the incident; its state did not change"));
    }

    /** Empty for an incident that was only acknowledged. */
    private static Optional<AlarmState> state(View incident) throws JsonException {
        var state = incident.at("state");
        return switch (state.text().toLowerCase(Locale.ROOT)) {
            case "open" -> Optional.of(AlarmState.FIRING);
            case "closed" -> Optional.of(cancelled(incident) ? AlarmState.UNKNOWN : AlarmState.OK);
            case "acknowledged" -> Optional.empty();
            default -> throw Fields.unknown(state, "incident state", "open, closed");
        };
    }

    /**
     * Changing or deleting a policy closes its incidents: that says nothing about the resource. The payload shows it only by
     * the text instead of the value.
     */
    private static boolean cancelled(View incident) throws JsonException {
        var value = incident.at("observed_value");
        return value.isScalar() && value.text().startsWith("Incident cancelled");
    }

    private static Signal alarm(View incident, AlarmState state) throws JsonException {
        var project = Fields.nameOrEmpty(incident.at("scoping_project_id"));
        var policy = Fields.name(incident.at("policy_name"));
        var id = new SignalId(project + "/" + Fields.name(incident.at("incident_id")) + "=" + state.id());
        var header = new Signal.Header(
                id,
                "gcp.monitoring",
                time(incident, state),
                subject(incident, project, policy),
                labels(incident),
                links(incident));
        return new Signal.Alarm(
                header,
                policy,
                key(incident, project, policy),
                state,
                Fields.nameOrEmpty(incident.at("severity")),
                reason(incident));
    }

    /** The summary, and the value and threshold if the summary does not have them. */
    private static String reason(View incident) throws JsonException {
        var summary = Fields.message(incident.at("summary"));
        var observed = Fields.firstName(incident.at("observed_value"));
        if (summary.length() >= TextLimit.LONGEST_MESSAGE
                || summary.contains(observed)
                || summary.contains(" value of ")
                || !NUMBER.matcher(observed).matches()) {
            return summary;
        }
        var threshold = Fields.firstName(incident.at("threshold_value"));
        return (summary + " (value " + observed + (threshold.isEmpty() ? "" : ", threshold " + threshold) + ")")
                .strip();
    }

    private static List<String> links(View incident) throws JsonException {
        var links = new Links().with(incident.at("url"));
        var documented = incident.at("documentation", "links");
        for (var link : documented.isArray() ? documented.items() : List.<View>of()) {
            links.with(link.at("url"));
        }
        return links.all();
    }

    private static Instant time(View incident, AlarmState state) throws JsonException {
        return ProviderTimes.time(incident.at(state == AlarmState.FIRING ? "started_at" : "ended_at"));
    }

    /** Policies over logs or several resources name none ({@code resource} is missing or {@code global}). */
    private static Resource subject(View incident, String project, String policy) throws JsonException {
        var alarm = new Resource(Origin.gcp(project, ""), Resource.Kinds.ALARM, policy);
        if (!incident.at("resource", "type").exists()) {
            return alarm;
        }
        var monitored = Monitored.of(incident.at("resource"), hints(incident), project);
        return monitored.isThing() ? monitored.resource() : alarm;
    }

    private static Map<String, String> hints(View incident) throws JsonException {
        var metric = incident.at("metric", "labels");
        var system = incident.at("metadata", "system_labels");
        return new Labels()
                .with("instance_name", metric.at("instance_name"))
                .with("instance_name", system.at("name"))
                .with("instance_name", machine(incident))
                .with(system, "top_level_controller_type", "top_level_controller_name")
                .with(metric, "deployment", "statefulset", "daemonset", "pod")
                .with(metric, "exported_namespace", "exported_deployment", "exported_statefulset")
                .with(metric, "exported_daemonset", "exported_pod")
                .all();
    }

    /** The metrics of an agent do not name the instance; the notification's own text does. */
    private static String machine(View incident) throws JsonException {
        var name = Fields.firstName(incident.at("resource_display_name"));
        return Fields.says(incident.at("resource", "type"), "gce_instance")
                        && MACHINE.matcher(name).matches()
                ? name
                : "";
    }

    private static Map<String, String> labels(View incident) throws JsonException {
        return new Labels()
                .withScalars(incident.at("resource", "labels"))
                .withScalars(incident.at("metric", "labels"))
                .withScalars(incident.at("metadata", "system_labels"))
                .withScalars(incident.at("metadata", "user_labels"))
                .withScalars(incident.at("policy_user_labels"))
                .with("condition", incident.at("condition_name"))
                .with("metric_type", incident.at("metric", "type"))
                .all();
    }

    /**
     * The condition's resource name, then {@code #} and a hash of the time series. An incident's id is not suitable, because
     * a flapping alarm is a new incident each time.
     */
    private static String key(View incident, String project, String policy) throws JsonException {
        var written = Fields.nameOrEmpty(incident.at("condition", "name"));
        var condition = written.isEmpty() ? project + "/" + policy : written;
        var series = String.join(
                "\n",
                incident.at("resource", "type").textOr(""),
                Fields.names(incident.at("resource", "labels")).toString(),
                Fields.names(incident.at("metric", "labels")).toString());
        return condition + "#" + Sha256.hex(series).substring(0, 16);
    }
}
