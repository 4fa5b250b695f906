package io.nightshift.remediation.kubernetes.survey;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.OpenFormats;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The alerts that Prometheus raises about workloads with the rules of kubernetes-mixin, as Alertmanager sends them, read by the
 * same decoder as in production. Prometheus itself is not read.
 *
 * @see <a href="https://github.com/kubernetes-monitoring/kubernetes-mixin/blob/master/alerts/apps_alerts.libsonnet">kubernetes-mixin:
 *     alerts on workloads</a>
 */
record UsualAlerts(Decoders decoders, String cluster, Instant now) {

    static UsualAlerts of(String cluster, Instant now) {
        return new UsualAlerts(new Decoders(OpenFormats.all()), cluster, now);
    }

    /** Empty if the decoder does not take it. */
    Optional<Signal.Alarm> fires(String alert, Map<String, String> labels) {
        var payload = group(alert, labels).text().getBytes(StandardCharsets.UTF_8);
        return decoders.decode(Payload.of(payload)).signals().stream()
                .filter(Signal.Alarm.class::isInstance)
                .map(Signal.Alarm.class::cast)
                .findFirst();
    }

    private Json.Obj group(String alert, Map<String, String> labels) {
        var all = Json.strings(labels)
                .with("alertname", alert)
                .with("severity", "warning")
                .with("cluster", cluster)
                .with("job", "kube-state-metrics");
        var one = Json.obj()
                .with("status", "firing")
                .with("labels", all)
                .with("annotations", Json.obj())
                .with("startsAt", now.toString())
                .with("endsAt", "0001-01-01T00:00:00Z")
                .with("generatorURL", "")
                .with("fingerprint", "0000000000000000");
        return Json.obj()
                .with("version", "4")
                .with("groupKey", "{}")
                .with("receiver", "nightshift")
                .with("status", "firing")
                .with("externalURL", "")
                .with("alerts", Json.arr(one));
    }
}
