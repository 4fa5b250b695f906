package io.nightshift.cost.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.cost.idle.UseMetric;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/**
 * The days of metrics of many resources, by as few calls as CloudWatch allows.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html">AWS: GetMetricData</a>
 */
final class DailyMetrics {

    private static final int DAYS = 14;
    private static final int DAY_SECONDS = 86_400;
    private static final int MOST_QUERIES = 500;

    /** A metric of one resource; metrics with the same use are added up. */
    private record Wanted(String resource, UseMetric use, MetricDataQuery query) {}

    private final CloudWatchClient client;
    private final List<Wanted> wanted = new ArrayList<>();

    DailyMetrics(CloudWatchClient client) {
        this.client = client;
    }

    /** @param statistic such as {@code Sum} */
    void want(
            String resource,
            UseMetric use,
            String namespace,
            String metric,
            String dimension,
            String value,
            String statistic) {
        var query = MetricDataQuery.builder()
                .id("m" + wanted.size())
                .metricStat(stat -> stat.period(DAY_SECONDS)
                        .stat(statistic)
                        .metric(named -> named.namespace(namespace)
                                .metricName(metric)
                                .dimensions(Dimension.builder()
                                        .name(dimension)
                                        .value(value)
                                        .build())))
                .build();
        wanted.add(new Wanted(resource, use, query));
    }

    /** Whole days before today, UTC, the oldest first. */
    Map<String, Map<UseMetric, List<Double>>> read(Instant now) throws CallFailed {
        var to = now.truncatedTo(ChronoUnit.DAYS);
        var sums = new HashMap<String, Map<UseMetric, Map<Instant, Double>>>();
        for (int from = 0; from < wanted.size(); from += MOST_QUERIES) {
            read(wanted.subList(from, Math.min(wanted.size(), from + MOST_QUERIES)), to, sums);
        }
        var all = new HashMap<String, Map<UseMetric, List<Double>>>();
        sums.forEach((resource, uses) -> {
            var days = new EnumMap<UseMetric, List<Double>>(UseMetric.class);
            uses.forEach((use, values) -> days.put(use, List.copyOf(new TreeMap<>(values).values())));
            all.put(resource, days);
        });
        return all;
    }

    private void read(List<Wanted> part, Instant to, Map<String, Map<UseMetric, Map<Instant, Double>>> sums)
            throws CallFailed {
        var byId = new HashMap<String, Wanted>();
        part.forEach(one -> byId.put(one.query().id(), one));
        AwsCalls.read(() -> {
            client.getMetricDataPaginator(request -> request.startTime(to.minus(Duration.ofDays(DAYS)))
                            .endTime(to)
                            .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                            .metricDataQueries(part.stream().map(Wanted::query).toList()))
                    .metricDataResults()
                    .forEach(result -> {
                        var one = byId.get(result.id());
                        if (one != null) {
                            var values = sums.computeIfAbsent(one.resource(), name -> new EnumMap<>(UseMetric.class))
                                    .computeIfAbsent(one.use(), use -> new HashMap<>());
                            for (int i = 0; i < result.timestamps().size(); i++) {
                                values.merge(
                                        result.timestamps().get(i),
                                        result.values().get(i),
                                        Double::sum);
                            }
                        }
                    });
            return true;
        });
    }
}
