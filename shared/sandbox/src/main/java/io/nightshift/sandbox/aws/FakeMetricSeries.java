package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Measured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The part of {@link FakeCloudWatch} that returns many series at once, in pages, the oldest points first. */
final class FakeMetricSeries {

    private FakeMetricSeries() {}

    private record Asked(String id, List<Map.Entry<Instant, Double>> points) {}

    static String answer(AwsCall call, FakeAccount account, Instant from, Instant to) {
        var asked = new ArrayList<Asked>();
        for (int i = 1; call.optional("MetricDataQueries.member." + i + ".Id").isPresent(); i++) {
            asked.add(asked(call, "MetricDataQueries.member." + i + ".", account, from, to));
        }
        if (asked.isEmpty()) {
            throw AwsError.missing(call, "MetricDataQueries");
        }
        var token = call.optional("NextToken");
        var next = asked.stream()
                .flatMap(series -> ReplyPage.of(series.points(), token).next().stream())
                .findFirst();
        return FakeService.query(
                call,
                FakeCloudWatch.NAMESPACE,
                Xml.list(
                        "MetricDataResults",
                        "member",
                        asked,
                        series -> result(
                                series.id(),
                                ReplyPage.of(series.points(), token).items(),
                                next)),
                Xml.next("NextToken", next));
    }

    private static Asked asked(AwsCall call, String query, FakeAccount account, Instant from, Instant to) {
        var stat = query + "MetricStat.";
        int period = call.number(stat + "Period");
        if (period % 60 != 0 && !List.of(1, 5, 10, 20, 30).contains(period)) {
            throw AwsError.invalid(call, "Period must be 1, 5, 10, 20, 30 or a multiple of 60");
        }
        var wanted = new Measured(
                call.required(stat + "Metric.Namespace"),
                call.required(stat + "Metric.MetricName"),
                dimensions(call, stat + "Metric.Dimensions.member."),
                call.required(stat + "Stat"),
                Map.of());
        var points = account.seen(Measured.class).stream()
                .filter(series -> series.key().equals(wanted.key()))
                .flatMap(series -> new TreeMap<>(series.points()).entrySet().stream())
                .filter(point ->
                        !point.getKey().isBefore(from) && point.getKey().isBefore(to))
                .toList();
        return new Asked(call.required(query + "Id"), points);
    }

    private static Map<String, String> dimensions(AwsCall call, String list) {
        var dimensions = new TreeMap<String, String>();
        for (int i = 1; call.optional(list + i + ".Name").isPresent(); i++) {
            dimensions.put(call.required(list + i + ".Name"), call.required(list + i + ".Value"));
        }
        return dimensions;
    }

    private static String result(String id, List<Map.Entry<Instant, Double>> points, Optional<String> next) {
        return Xml.text("Id", id)
                + Xml.text("Label", id)
                + Xml.list(
                        "Timestamps", "member", points, point -> point.getKey().toString())
                + Xml.list("Values", "member", points, point -> String.valueOf(point.getValue()))
                + Xml.text("StatusCode", next.isPresent() ? "PartialData" : "Complete");
    }
}
