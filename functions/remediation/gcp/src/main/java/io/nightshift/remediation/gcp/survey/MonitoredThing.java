package io.nightshift.remediation.gcp.survey;

import java.util.Map;
import java.util.TreeMap;

/** A monitored resource as Cloud Monitoring names it: its type, and the labels that identify it. */
record MonitoredThing(String type, Map<String, String> labels) {

    /** What stands for a label that a condition leaves open. */
    static final String ANY = "any";

    private static final Map<String, String[]> IDENTIFYING = Map.of(
            "cloud_run_revision", new String[] {"service_name", "location"},
            "cloudsql_database", new String[] {"database_id", "region"},
            "gce_instance", new String[] {"zone", "instance_id"},
            "instance_group", new String[] {"instance_group_name", "location"});

    MonitoredThing {
        labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    static MonitoredThing run(String location, String service) {
        return new MonitoredThing("cloud_run_revision", Map.of("service_name", service, "location", location));
    }

    static MonitoredThing sql(String project, String region, String name) {
        return new MonitoredThing("cloudsql_database", Map.of("database_id", project + ":" + name, "region", region));
    }

    static MonitoredThing group(String location, String name) {
        return new MonitoredThing("instance_group", Map.of("instance_group_name", name, "location", location));
    }

    /** One of a type of which none was read. */
    static MonitoredThing of(AlertCondition condition, String project) {
        var labels = new TreeMap<>(condition.labels());
        for (var label : IDENTIFYING.getOrDefault(condition.type(), new String[0])) {
            labels.putIfAbsent(label, label.equals("database_id") ? project + ":" + ANY : ANY);
        }
        return new MonitoredThing(condition.type(), labels);
    }

    /** Whether the condition checks it. */
    boolean isIn(AlertCondition condition) {
        return type.equals(condition.type())
                && condition.labels().entrySet().stream()
                        .allMatch(label ->
                                label.getValue().equals(labels.getOrDefault(label.getKey(), label.getValue())));
    }
}
