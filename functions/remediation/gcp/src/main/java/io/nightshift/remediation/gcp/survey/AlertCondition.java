package io.nightshift.remediation.gcp.survey;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What one condition of an alerting policy checks, by its filter. Queries and log conditions name neither type nor metric.
 *
 * @param type of the monitored resource; empty if the condition names none
 * @param metric its type; empty if it names none
 * @param labels of the resource that must be equal; none if the filter has alternatives
 * @param check the id of the uptime check; empty for all of them
 * @see <a href="https://cloud.google.com/monitoring/api/v3/filters">Google Cloud: monitoring filters</a>
 */
record AlertCondition(String name, String type, String metric, Map<String, String> labels, String check) {

    private static final List<String> WITH_FILTER = List.of("conditionThreshold", "conditionAbsent");
    private static final String STRING = "\\s*=\\s*\"([^\"\\\\]{1,256})\"";
    private static final Pattern TYPE = Pattern.compile("\\bresource\\.type" + STRING);
    private static final Pattern METRIC = Pattern.compile("\\bmetric\\.type" + STRING);
    private static final Pattern LABEL = Pattern.compile("\\bresource\\.labels?\\.\"?([a-z_]{1,64})\"?" + STRING);
    private static final Pattern CHECK = Pattern.compile("\\bmetric\\.labels?\\.\"?check_id\"?" + STRING);
    private static final Pattern ALTERNATIVES = Pattern.compile("\\b(OR|NOT)\\b");

    /** The resource of each service's metrics, for filters that name the metric only. */
    private static final Map<String, String> TYPES = Map.of(
            "run.googleapis.com/", "cloud_run_revision",
            "cloudsql.googleapis.com/database/", "cloudsql_database",
            "compute.googleapis.com/instance/", "gce_instance");

    static AlertCondition of(View json) throws JsonException {
        var filter = new StringBuilder();
        for (var form : WITH_FILTER) {
            filter.append(json.at(form, "filter").textOr(""));
        }
        return of(json.at("displayName").textOr(""), filter.toString());
    }

    static AlertCondition of(String name, String filter) {
        var metric = first(METRIC, filter);
        var type = first(TYPE, filter);
        var labels = new TreeMap<String, String>();
        if (!ALTERNATIVES.matcher(filter).find()) {
            LABEL.matcher(filter).results().forEach(label -> labels.putIfAbsent(label.group(1), label.group(2)));
        }
        return new AlertCondition(name, type.isEmpty() ? typeOf(metric) : type, metric, labels, first(CHECK, filter));
    }

    private static String first(Pattern pattern, String filter) {
        var match = pattern.matcher(filter);
        return match.find() ? match.group(1) : "";
    }

    private static String typeOf(String metric) {
        return TYPES.entrySet().stream()
                .filter(type -> metric.startsWith(type.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
