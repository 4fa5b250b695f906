package io.nightshift.promotion.aws.cloudwatch;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.policy.MetricSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The source {@code cloudwatch}, as far as a policy can be checked without calling CloudWatch. */
public record CloudWatchSource() implements MetricSource {

    private static final List<String> STATISTICS =
            List.of("Average", "Sum", "Minimum", "Maximum", "SampleCount", "IQM", "p99", "tm99");

    /**
     * Percentiles and trimmed statistics, with their bounds.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html">Statistics</a>
     */
    private static final Pattern EXTENDED =
            Pattern.compile("(p|tm|wm|tc|ts)[0-9]{1,3}(\\.[0-9]{1,10})?|(PR|TM|WM|TC|TS)\\([0-9.%]*:[0-9.%]*\\)");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[A-Za-z]+}");

    @Override
    public String name() {
        return CloudWatchObserver.SOURCE;
    }

    @Override
    public Optional<String> limitedTo(Resource target) {
        return target.origin().cloud() == Cloud.AWS ? Optional.empty() : Optional.of("targets on AWS");
    }

    @Override
    public Optional<String> otherInterval(Duration every) {
        return PeriodGrid.isPeriod(every.toSeconds()) ? Optional.empty() : Optional.of(PeriodGrid.PERIODS + " seconds");
    }

    @Override
    public void checkMetric(View metric, boolean together) throws JsonException {
        var query = metric.at("query");
        switch (CloudWatchMeasure.of(query, together)) {
            case CloudWatchMeasure.Plain ignored -> check(query);
            case CloudWatchMeasure.Ratio ignored -> {
                check(query.at("errors"));
                check(query.at("total"));
            }
        }
    }

    private static void check(View series) throws JsonException {
        var stat = series.at("stat").textOr("Sum");
        if (!STATISTICS.contains(stat) && !EXTENDED.matcher(stat).matches()) {
            throw new JsonException(series.at("stat").path() + " is unknown: CloudWatch has no statistic "
                    + NearestName.quote(stat) + NearestName.hint(stat, STATISTICS));
        }
        for (var dimension : series.at("dimensions").texts().entrySet()) {
            for (var found : PLACEHOLDER.matcher(dimension.getValue()).results().toList()) {
                if (!found.group().equals(CloudWatchMeasure.VERSION)) {
                    throw new JsonException(
                            series.at("dimensions").at(dimension.getKey()).path() + " has " + found.group()
                                    + "; known is " + CloudWatchMeasure.VERSION);
                }
            }
        }
    }

    @Override
    public void checkAlarm(View alarm) throws JsonException {
        var name = alarm.at("name");
        if (name.text().startsWith("arn:")) {
            throw new JsonException(name.path() + " is an ARN; expected the alarm's name, the part after alarm:");
        }
    }
}
