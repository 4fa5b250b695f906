package io.nightshift.promotion.gcp.observe;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.policy.MetricSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The source {@code cloud-monitoring}, as far as a policy can be checked without calling Cloud Monitoring.
 *
 * @see <a href="https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies#aligner">Aligners and
 *     reducers</a>
 */
public record CloudMonitoringSource() implements MetricSource {

    private static final List<String> ALIGNERS = List.of(
            "ALIGN_NONE",
            "ALIGN_DELTA",
            "ALIGN_RATE",
            "ALIGN_INTERPOLATE",
            "ALIGN_NEXT_OLDER",
            "ALIGN_MIN",
            "ALIGN_MAX",
            "ALIGN_MEAN",
            "ALIGN_COUNT",
            "ALIGN_SUM",
            "ALIGN_STDDEV",
            "ALIGN_COUNT_TRUE",
            "ALIGN_COUNT_FALSE",
            "ALIGN_FRACTION_TRUE",
            "ALIGN_PERCENTILE_99",
            "ALIGN_PERCENTILE_95",
            "ALIGN_PERCENTILE_50",
            "ALIGN_PERCENTILE_05",
            "ALIGN_PERCENT_CHANGE");

    private static final List<String> REDUCERS = List.of(
            "REDUCE_NONE",
            "REDUCE_MEAN",
            "REDUCE_MIN",
            "REDUCE_MAX",
            "REDUCE_SUM",
            "REDUCE_STDDEV",
            "REDUCE_COUNT",
            "REDUCE_COUNT_TRUE",
            "REDUCE_COUNT_FALSE",
            "REDUCE_FRACTION_TRUE",
            "REDUCE_PERCENTILE_99",
            "REDUCE_PERCENTILE_95",
            "REDUCE_PERCENTILE_50",
            "REDUCE_PERCENTILE_05");

    private static final List<String> PLACEHOLDERS = List.of("{version}", "{digest}", "{name}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[A-Za-z]+}");

    @Override
    public String name() {
        return TimeSeriesObserver.SOURCE;
    }

    @Override
    public Optional<String> otherInterval(Duration every) {
        return every.compareTo(AlignmentGrid.LEAST) >= 0 ? Optional.empty() : Optional.of("60s or more");
    }

    @Override
    public void checkMetric(View metric, boolean together) throws JsonException {
        var query = metric.at("query");
        for (var filter : TimeSeriesObserver.filters(query)) {
            check(filter, TimeSeriesObserver.text(filter, together));
        }
        known(query.at("aligner"), "aligner", ALIGNERS);
        known(query.at("reducer"), "reducer", REDUCERS);
    }

    /** The API requires the type of a metric in each filter. */
    private static void check(View filter, String text) throws JsonException {
        if (!text.contains("metric.type")) {
            throw new JsonException(filter.path() + " has no metric.type; expected a filter such as"
                    + " metric.type=\"run.googleapis.com/request_count\" resource.labels.revision_name=\"{version}\"");
        }
        if (text.replace("\\\"", "").chars().filter(c -> c == '"').count() % 2 != 0) {
            throw new JsonException(filter.path() + " has a text without its closing quote");
        }
        for (var found : PLACEHOLDER.matcher(text).results().toList()) {
            if (!PLACEHOLDERS.contains(found.group())) {
                throw new JsonException(
                        filter.path() + " has " + found.group() + NearestName.hint(found.group(), PLACEHOLDERS));
            }
        }
    }

    private static void known(View value, String what, List<String> known) throws JsonException {
        if (value.exists() && !known.contains(value.text())) {
            throw new JsonException(value.path() + " is unknown: Cloud Monitoring has no " + what + " "
                    + NearestName.quote(value.text()) + NearestName.hint(value.text(), known));
        }
    }

    @Override
    public void checkAlarm(View alarm) throws JsonException {
        var name = alarm.at("name");
        if (name.text().startsWith("projects/")
                && !AlertPolicyObserver.RESOURCE.matcher(name.text()).matches()) {
            throw new JsonException(name.path()
                    + " is no alerting policy; expected its display name, or projects/PROJECT/alertPolicies/ID");
        }
    }
}
