package io.nightshift.core.decode;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The labels of an alert as those of what it is about. An exporter that reports about other things (kube-state-metrics) adds its
 * own {@code namespace}, {@code pod}, {@code service}, {@code job} and {@code instance}; Prometheus then renames those of the
 * thing to {@code exported_…}, and these count.
 */
record AlertLabels(Map<String, String> labels) {

    private static final String EXPORTED = "exported_";

    private static final Pattern REPORTS_OTHERS = Pattern.compile(
            "kube-?state-?metrics|kubelet|cadvisor|push-?gateway|cloudwatch[-_]?exporter|yace|stackdriver|opencost");

    private static final Pattern EXPORTER = Pattern.compile("exporter|" + REPORTS_OTHERS.pattern());

    /** Reports whether a job of this name reports about other things only: its instance is no subject. */
    static boolean reportsOthers(String job) {
        return REPORTS_OTHERS.matcher(job).find();
    }

    /** Reports whether this is the name of an exporter's service or pod. */
    static boolean isExporter(String name) {
        return EXPORTER.matcher(name).find();
    }

    /** The exported label, else the plain one. */
    Optional<String> value(String name) {
        return raw(EXPORTED + name).or(() -> raw(name));
    }

    Optional<String> raw(String name) {
        return Optional.ofNullable(labels.get(name)).filter(value -> !value.isBlank());
    }

    /** Where a label of the thing was renamed, the plain labels of a scrape are those of the exporter. */
    private boolean wasRenamed() {
        return labels.containsKey(EXPORTED + "namespace") || labels.containsKey(EXPORTED + "pod");
    }

    /** The pod, unless it is the exporter's. */
    Optional<String> pod() {
        var plain = wasRenamed() ? Optional.<String>empty() : raw("pod");
        boolean exporter = raw("container").filter(AlertLabels::isExporter).isPresent();
        return raw(EXPORTED + "pod").or(() -> plain.filter(name -> !exporter && !isExporter(name)));
    }

    /** The instance, unless it is that of an exporter that reports about others. */
    Optional<String> instance() {
        boolean others = raw("job").filter(AlertLabels::reportsOthers).isPresent()
                || raw("service").filter(AlertLabels::reportsOthers).isPresent();
        return raw(EXPORTED + "instance").or(() -> others || wasRenamed() ? Optional.<String>empty() : raw("instance"));
    }
}
