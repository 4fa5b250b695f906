package io.nightshift.promotion.neutral.prometheus;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.prometheus.Prometheus;
import io.nightshift.prometheus.Prometheus.Result;
import io.nightshift.prometheus.RangeWindow;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.neutral.placeholder.Placeholders;
import io.nightshift.web.HttpSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers {@link PromotionQueries#ANALYSIS} for metrics of the source {@code prometheus}. A point that is missing, NaN or infinite is
 * {@code null}; a query without a result gives no points; neither is ever a zero. If nothing distinguishes the versions, and
 * both are measured at the same time, the baseline has no points.
 */
public record AnalysisObserver(Prometheus prometheus) implements Observer {

    private static final long MOST_POINTS = 10_000;

    /** The judge accepts no larger count. */
    private static final double MOST = 1e12;

    @Override
    public boolean observes(Query query) {
        return query.name().equals(PromotionQueries.ANALYSIS)
                && Fields.says(View.of(query.with()).at("source"), "prometheus");
    }

    @Override
    public Observed observe(Query query) {
        try {
            var with = View.of(query.with());
            var asked = new Windows(
                    window(with, with.at("since"), with.at("until")),
                    window(with, with.firstOf("controlSince", "since"), with.firstOf("controlUntil", "until")));
            var session = prometheus.web().session();
            var metrics = new ArrayList<Json>();
            for (var metric : with.at("metrics").items()) {
                metrics.add(numbers(session, PrometheusMetric.read(metric), with, asked));
            }
            return new Observed.Seen(Health.WELL, Json.obj().with("metrics", Json.arr(metrics)));
        } catch (JsonException e) {
            return new Observed.NotSeen(
                    Problem.permanent("BadQuery", "the analysis cannot be read: " + e.getMessage()));
        } catch (NoNumbers e) {
            return new Observed.NotSeen(e.problem);
        }
    }

    private record Windows(RangeWindow experiment, RangeWindow control) {}

    /** Aborts an analysis from within. */
    private static final class NoNumbers extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        NoNumbers(Problem problem) {
            super(problem.message());
            this.problem = problem;
        }
    }

    private static RangeWindow window(View with, View since, View until) throws JsonException {
        long step = with.at("stepSeconds").integer();
        if (step < 1) {
            throw new JsonException(with.at("stepSeconds").path() + " is " + step + "; expected 1 or more");
        }
        var window = RangeWindow.of(ProviderTimes.time(since), ProviderTimes.time(until), step);
        if (window.points() > MOST_POINTS) {
            throw new JsonException(until.path() + " is " + window.points() + " steps behind " + since.path()
                    + "; at most " + MOST_POINTS + " are asked for");
        }
        return window;
    }

    private Json numbers(HttpSession session, PrometheusMetric metric, View with, Windows windows)
            throws JsonException, NoNumbers {
        var experiment =
                points(session, metric.name(), metric.experiment().of(version(with, with)), windows.experiment());
        boolean comparable = metric.tellsVersions() || !windows.control().equals(windows.experiment());
        boolean known = !with.at("baseline", "version").textOr("").isEmpty()
                || !with.at("baseline", "digest").textOr("").isEmpty();
        var control = comparable && known
                ? points(
                        session,
                        metric.name(),
                        metric.control().of(version(with, with.at("baseline"))),
                        windows.control())
                : List.<Json>of();
        return Json.obj()
                .with("name", metric.name())
                .with("experiment", Json.arr(experiment))
                .with("control", Json.arr(control));
    }

    private static Placeholders version(View with, View version) throws JsonException {
        var values = new HashMap<String, String>();
        values.put("image", with.at("image").textOr(""));
        values.put("version", version.at("version").textOr(""));
        values.put("digest", version.at("digest").textOr(""));
        return new Placeholders(Map.copyOf(values));
    }

    private List<Json> points(HttpSession session, String metric, MetricSide side, RangeWindow window)
            throws NoNumbers {
        var first = values(session, metric, side.queries().getFirst(), window);
        if (side.queries().size() == 1) {
            return first.stream().map(AnalysisObserver::number).toList();
        }
        var totals = values(session, metric, side.queries().getLast(), window);
        if (first.isEmpty() || totals.isEmpty()) {
            return List.of();
        }
        var points = new ArrayList<Json>();
        for (int i = 0; i < first.size(); i++) {
            points.add(ratio(first.get(i), totals.get(i)));
        }
        return points;
    }

    private List<Double> values(HttpSession session, String metric, String query, RangeWindow window) throws NoNumbers {
        return switch (prometheus.range(session, query, window)) {
            case Result.Values(var values) -> values;
            case Result.Wrong(var why) ->
                throw new NoNumbers(Problem.permanent("BadMetric", "metric " + metric + ": " + why));
            case Result.Missed(var problem) -> throw new NoNumbers(problem.about("metric " + metric));
        };
    }

    private static Json number(double value) {
        return Double.isNaN(value) ? Json.Null.NULL : Json.of(value);
    }

    /** {@code increase()} extrapolates, so counts may be fractions, and a part may exceed the whole. */
    private static Json ratio(double count, double of) {
        if (Double.isNaN(count) || Double.isNaN(of) || count < 0 || of < 0 || count > MOST || of > MOST) {
            return Json.Null.NULL;
        }
        long all = Math.round(of);
        return Json.obj().with("count", Math.min(Math.round(count), all)).with("of", all);
    }
}
