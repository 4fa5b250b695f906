package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.Locale;

/**
 * A detection of Event Threat Detection in Cloud Logging: what the finding in Security Command Center tells, before it is there.
 *
 * @see <a href="https://cloud.google.com/security-command-center/docs/how-to-use-event-threat-detection">Google Cloud: use Event
 *     Threat Detection</a>
 */
record ThreatEntry(View entry, LogName log) {

    static final String LOG = "threatdetection.googleapis.com/detection";

    Signal signal() throws JsonException {
        var detection = entry.at("jsonPayload");
        var category = detection.at("detectionCategory");
        var labels = new Labels()
                .with(category, "technique", "indicator", "subRuleName")
                .with(detection, "findingId")
                .withScalars(detection.at("properties"));
        var header = new Signal.Header(
                LogEntry.id(entry, log), "gcp.scc", LogEntry.time(entry), subject(detection), labels.all());
        var rule = Fields.name(category.at("ruleName"));
        var severity = Fields.firstName(detection.at("detectionPriority"), entry.at("severity"));
        return new Signal.Finding(header, rule, rule, severity.toLowerCase(Locale.ROOT), true);
    }

    private Resource subject(View detection) throws JsonException {
        var properties = detection.at("properties");
        var network = Fields.firstName(
                properties.at("project_id"), properties.at("projectId"), properties.at("network", "project"));
        var origin = Origin.gcp(network.isEmpty() ? log.project() : network, "");
        var instance = new ThreatenedInstance(properties).instance(origin);
        if (instance.isPresent()) {
            return instance.get();
        }
        var affected = Fields.firstName(detection.at("affectedResources").at(0).at("gcpResourceName"));
        return ResourceName.full(affected)
                .map(name -> name.resource(origin))
                .orElseGet(() -> new Resource(
                        origin, Kinds.GCP_PROJECT, origin.account().isEmpty() ? "unknown" : origin.account()));
    }
}
