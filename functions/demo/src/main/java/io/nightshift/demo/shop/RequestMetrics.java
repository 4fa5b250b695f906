package io.nightshift.demo.shop;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The shop's own metrics, in the text format of Prometheus.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus: exposition formats</a>
 */
final class RequestMetrics {

    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};

    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final Map<String, Times> times = new ConcurrentHashMap<>();
    private final LongAdder orders = new LongAdder();
    private final LongAdder cents = new LongAdder();
    private final LongAdder archived = new LongAdder();

    /** How long requests of one route took. */
    private static final class Times {
        private final LongAdder[] buckets = new LongAdder[BOUNDS.length];
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        Times() {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }

        void add(Duration time) {
            double seconds = time.toNanos() / 1e9;
            for (int i = 0; i < buckets.length; i++) {
                if (seconds <= BOUNDS[i]) {
                    buckets[i].increment();
                }
            }
            count.increment();
            nanos.add(time.toNanos());
        }
    }

    /** @param route the shop's own name of it: a path from outside would make a series each */
    void request(String route, int status, Duration time) {
        requests.computeIfAbsent("route=\"" + route + "\",status=\"" + status + "\"", key -> new LongAdder())
                .increment();
        times.computeIfAbsent(route, key -> new Times()).add(time);
    }

    void order(long ofCents) {
        orders.increment();
        cents.add(ofCents);
    }

    void archived(int rows) {
        archived.add(rows);
    }

    String text(String version) {
        var text = new StringBuilder();
        head(text, "shop_requests", "counter", "Requests by route and status.");
        new TreeMap<>(requests)
                .forEach((labels, count) -> text.append("shop_requests_total{%s} %d%n".formatted(labels, count.sum())));
        head(text, "shop_request_seconds", "histogram", "How long requests took, by route.");
        new TreeMap<>(times).forEach((route, of) -> histogram(text, route, of));
        single(text, "shop_orders_total", "counter", "Orders that were placed.", orders.sum());
        single(text, "shop_order_cents_total", "counter", "What they cost.", cents.sum());
        single(text, "shop_archived_orders_total", "counter", "Orders that were archived.", archived.sum());
        var runtime = Runtime.getRuntime();
        single(text, "shop_heap_bytes", "gauge", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
        single(text, "shop_heap_max_bytes", "gauge", "The largest heap.", runtime.maxMemory());
        head(text, "shop_build_info", "gauge", "The version that runs.");
        text.append("shop_build_info{version=\"%s\"} 1%n".formatted(version));
        return text.toString();
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        var family = type.equals("counter") && !name.endsWith("_total") ? name + "_total" : name;
        text.append("# HELP %s %s%n# TYPE %s %s%n".formatted(family, help, family, type));
    }

    private static void single(StringBuilder text, String name, String type, String help, long value) {
        head(text, name, type, help);
        text.append("%s %d%n".formatted(name, value));
    }

    private static void histogram(StringBuilder text, String route, Times of) {
        for (int i = 0; i < BOUNDS.length; i++) {
            text.append("shop_request_seconds_bucket{route=\"%s\",le=\"%s\"} %d%n"
                    .formatted(route, BOUNDS[i], of.buckets[i].sum()));
        }
        text.append("shop_request_seconds_bucket{route=\"%s\",le=\"+Inf\"} %d%n".formatted(route, of.count.sum()));
        text.append(String.format(
                Locale.ROOT, "shop_request_seconds_sum{route=\"%s\"} %.6f%n", route, of.nanos.sum() / 1e9));
        text.append("shop_request_seconds_count{route=\"%s\"} %d%n".formatted(route, of.count.sum()));
    }
}
