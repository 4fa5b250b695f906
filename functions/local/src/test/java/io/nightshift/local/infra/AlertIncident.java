package io.nightshift.local.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Payload;
import io.nightshift.sandbox.contract.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The notification that Cloud Monitoring sends when an alert of Terraform fires: the sample of {@code events/gcp} with the
 * alert's own name, labels and resource. An incident of a reduced series has only the labels by which the alert groups.
 */
final class AlertIncident {

    private static final String SAMPLE = "monitoring/cloud-run-open.json";
    private static final Pattern TYPE = Pattern.compile("resource\\.type=\"(\\w+)\"");
    private static final Pattern GROUPED =
            Pattern.compile("(resource|metric)\\.label\\.(\\w+)|(metadata)\\.system_labels\\.(\\w+)");

    /** A value of each label of a monitored resource, a metric and a pod's metadata by which an alert groups. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("service_name", "checkout"),
            Map.entry("location", "europe-west1"),
            Map.entry("region", "europe-west1"),
            Map.entry("database_id", "shop-prod:orders-db"),
            Map.entry("instance_id", "4567890123456789012"),
            Map.entry("instance_name", "mail-1"),
            Map.entry("zone", "europe-west1-b"),
            Map.entry("instance_group_name", "workers"),
            Map.entry("cluster_name", "main"),
            Map.entry("namespace_name", "shop"),
            Map.entry("node_name", "gke-main-default-pool-1234abcd-xyz0"),
            Map.entry("top_level_controller_name", "frontend"),
            Map.entry("top_level_controller_type", "Deployment"),
            Map.entry("host", "shop.example.com"));

    private AlertIncident() {}

    static Payload of(View alert) throws JsonException {
        var sample = View.of(Json.parse(new String(Sample.of("gcp", SAMPLE).bytes(), UTF_8)));
        var condition = alert.at("conditions").at(0);
        var threshold = condition.at("condition_threshold").at(0);
        var incident = sample.at("incident")
                .object()
                .with("policy_name", alert.at("display_name").text())
                .with("policy_user_labels", alert.at("user_labels").object())
                .with("condition_name", condition.at("display_name").text())
                .with("severity", alert.at("severity").text())
                .with("metric", Json.obj().with("labels", grouped(threshold, "metric")))
                .with("metadata", Json.obj().with("system_labels", grouped(threshold, "metadata")))
                .with("resource", resource(threshold));
        return Payload.of(sample.object().with("incident", incident).text().getBytes(UTF_8));
    }

    private static Json.Obj resource(View threshold) throws JsonException {
        var type = TYPE.matcher(threshold.at("filter").text());
        if (!type.find()) {
            return Json.obj(); // a burn rate is of no resource
        }
        return Json.obj()
                .with("type", type.group(1))
                .with("labels", grouped(threshold, "resource").with("project_id", "shop-prod"));
    }

    private static Json.Obj grouped(View threshold, String part) throws JsonException {
        var labels = new LinkedHashMap<String, String>();
        var fields = threshold.at("aggregations").at(0).at("group_by_fields");
        for (var field : fields.exists() ? fields.strings() : List.<String>of()) {
            var found = GROUPED.matcher(field);
            if (!found.matches()) {
                throw new IllegalArgumentException(field + " is not a label that an incident has");
            }
            if (part.equals(found.group(1)) || part.equals(found.group(3))) {
                var label = found.group(1) == null ? found.group(4) : found.group(2);
                labels.put(label, VALUES.get(label));
            }
        }
        return Json.strings(labels);
    }
}
