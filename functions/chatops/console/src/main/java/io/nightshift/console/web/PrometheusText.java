package io.nightshift.console.web;

/** Metrics in the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/). */
final class PrometheusText {

    private final StringBuilder text = new StringBuilder();

    /** Begins a metric; its samples follow. */
    Metric gauge(String name, String help) {
        text.append("# HELP %s %s\n# TYPE %s gauge\n".formatted(name, help, name));
        return new Metric(name);
    }

    String text() {
        return text.toString();
    }

    /** One metric. */
    final class Metric {

        private final String name;

        private Metric(String name) {
            this.name = name;
        }

        /** @param labels names and values in turn */
        void add(long value, String... labels) {
            text.append(name);
            for (int i = 0; i < labels.length; i += 2) {
                text.append(i == 0 ? '{' : ',')
                        .append(labels[i])
                        .append("=\"")
                        .append(escaped(labels[i + 1]))
                        .append('"');
            }
            text.append(labels.length > 0 ? "} " : " ").append(value).append('\n');
        }
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
