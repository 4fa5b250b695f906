package io.nightshift.remediation.gcp.survey;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.gcp.decode.GcpFormats;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The notification that Cloud Monitoring sends when a policy's condition is met, read by the same decoder as in production.
 *
 * @see <a href="https://cloud.google.com/monitoring/support/notification-options#webhooks">Google Cloud: webhook schema</a>
 */
record SampleIncident(Decoders decoders, String project, Instant now) {

    static SampleIncident of(String project, Instant now) {
        return new SampleIncident(new Decoders(GcpFormats.all()), project, now);
    }

    /** Empty if the decoder does not take it. */
    Optional<Signal.Alarm> opens(String policy, AlertCondition condition, Optional<MonitoredThing> thing) {
        var incident = Json.obj()
                .with("incident_id", "0.survey")
                .with("scoping_project_id", project)
                .with("policy_name", policy)
                .with("condition_name", condition.name())
                .with("state", "open")
                .with("started_at", now.getEpochSecond())
                .with("summary", "");
        if (!condition.metric().isEmpty()) {
            incident = incident.with(
                    "metric", Json.obj().with("type", condition.metric()).with("labels", Json.obj()));
        }
        if (thing.isPresent()) {
            incident = incident.with("resource", resource(thing.get()));
        }
        var payload =
                Json.obj().with("version", "1.2").with("incident", incident).text();
        return decoders.decode(Payload.of(payload.getBytes(StandardCharsets.UTF_8))).signals().stream()
                .filter(Signal.Alarm.class::isInstance)
                .map(Signal.Alarm.class::cast)
                .findFirst();
    }

    private Json.Obj resource(MonitoredThing thing) {
        Map<String, String> labels = thing.labels();
        return Json.obj()
                .with("type", thing.type())
                .with("labels", Json.strings(labels).with("project_id", project));
    }
}
