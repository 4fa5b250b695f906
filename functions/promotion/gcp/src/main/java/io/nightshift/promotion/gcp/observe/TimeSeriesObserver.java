package io.nightshift.promotion.gcp.observe;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PagedRest;
import io.nightshift.promotion.PromotionQueries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of both versions from Cloud Monitoring. A metric's {@code query} is one of
 *
 * <pre>{@code
 * FILTER
 * {filter: FILTER, aligner?: ALIGN_RATE, reducer?: REDUCE_SUM}
 * {errors: FILTER, total: FILTER, aligner?: ALIGN_DELTA, reducer?: REDUCE_SUM}
 * }</pre>
 *
 * In a filter {@code {version}} is the platform's name of the version, {@code {digest}} its digest, and {@code {name}} the part
 * before the {@code @} of the version: in Kubernetes the deployment. If both versions are measured at the same time, the filter
 * must contain one of them. The result must be one series.
 *
 * @see <a href="https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.timeSeries/list">Cloud Monitoring: series</a>
 */
public final class TimeSeriesObserver implements Observer {

    public static final List<String> PERMISSIONS = List.of("monitoring.timeSeries.list");

    public static final String SOURCE = "cloud-monitoring";

    private final QueryProject projects;
    private final PagedRest lists;

    public TimeSeriesObserver(QueryProject projects, GcpClients clients) {
        this.projects = projects;
        this.lists = PagedRest.of(clients, "https://monitoring.googleapis.com/");
    }

    @Override
    public boolean observes(Query query) {
        if (!query.name().equals(PromotionQueries.ANALYSIS)) {
            return false;
        }
        try {
            var metrics = View.of(query.with()).at("metrics").items();
            return !metrics.isEmpty() && metrics.stream().allMatch(metric -> Fields.says(metric.at("source"), SOURCE));
        } catch (JsonException e) {
            return false;
        }
    }

    @Override
    public Observed observe(Query query) {
        try {
            var metrics = metrics(projects.of(query), View.of(query.with()));
            return new Observed.Seen(Health.WELL, Json.obj().with("metrics", metrics));
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", e.getMessage()));
        }
    }

    private Json.Arr metrics(String project, View with) throws CallFailed, JsonException {
        boolean other = with.at("controlSince").exists();
        var now = AlignmentGrid.of(with, "since", "until");
        var then = AlignmentGrid.of(with, other ? "controlSince" : "since", other ? "controlUntil" : "until");
        boolean together = then.until().isAfter(now.since());
        var experiment = Side.of(project, now, together, with);
        var control = Side.of(project, then, together, with.at("baseline"));
        var metrics = new ArrayList<Json>();
        for (var metric : with.at("metrics").items()) {
            metrics.add(Json.obj()
                    .with("name", metric.at("name").nonBlank())
                    .with("experiment", numbers(metric.at("query"), experiment))
                    .with("control", numbers(metric.at("query"), control)));
        }
        return new Json.Arr(metrics);
    }

    /** One of the two versions, and its time range. */
    private record Side(String project, AlignmentGrid grid, boolean together, String version, String digest) {

        static Side of(String project, AlignmentGrid grid, boolean together, View of) throws JsonException {
            return new Side(
                    project,
                    grid,
                    together,
                    of.at("version").textOr(""),
                    of.at("digest").textOr(""));
        }

        /** A quote in a version would end the string that contains it. */
        String filter(View template) throws JsonException {
            var name = version.contains("@") ? version.substring(0, version.indexOf('@')) : version;
            var text = TimeSeriesObserver.text(template, together);
            for (var each : Map.of("{version}", version, "{digest}", digest, "{name}", name)
                    .entrySet()) {
                if (text.contains(each.getKey()) && !each.getValue().matches("[A-Za-z0-9][A-Za-z0-9._:/@-]*")) {
                    throw new JsonException(
                            template.path() + " has " + each.getKey() + ", and there is none to put in");
                }
                text = text.replace(each.getKey(), each.getValue());
            }
            return text;
        }
    }

    private Json numbers(View query, Side side) throws CallFailed, JsonException {
        var grid = side.grid();
        var filters = filters(query);
        if (filters.size() > 1) {
            return grid.ratios(
                    points(query, filters.getFirst(), "ALIGN_DELTA", side),
                    points(query, filters.getLast(), "ALIGN_DELTA", side));
        }
        return grid.values(points(query, filters.getFirst(), "ALIGN_RATE", side));
    }

    /** One filter for values, two for a ratio. */
    static List<View> filters(View query) throws JsonException {
        if (query.isString()) {
            return List.of(query);
        }
        if (query.at("errors").exists() || query.at("total").exists()) {
            Fields.only(query, "errors", "total", "aligner", "reducer");
            return List.of(query.at("errors"), query.at("total"));
        }
        if (!query.at("filter").exists()) {
            throw query.wrong("a filter, {filter} or {errors, total}");
        }
        Fields.only(query, "filter", "aligner", "reducer");
        return List.of(query.at("filter"));
    }

    /** @param together whether both versions are measured at the same time, so that the filter must distinguish them */
    static String text(View filter, boolean together) throws JsonException {
        var text = filter.nonBlank();
        if (together && !text.matches("(?s).*\\{(version|digest|name)}.*")) {
            throw filter.wrong("{version}, {digest} or {name} in it: else both versions are measured together");
        }
        return text;
    }

    private Map<Integer, Double> points(View query, View filter, String aligner, Side side)
            throws CallFailed, JsonException {
        var asked = side.filter(filter);
        if (side.grid().steps() == 0) {
            return new TreeMap<>();
        }
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("filter", asked);
        parameters.put("interval.startTime", side.grid().since().toString());
        parameters.put("interval.endTime", side.grid().until().toString());
        parameters.put("aggregation.alignmentPeriod", side.grid().step().toSeconds() + "s");
        parameters.put("aggregation.perSeriesAligner", query.at("aligner").textOr(aligner));
        parameters.put("aggregation.crossSeriesReducer", query.at("reducer").textOr("REDUCE_SUM"));
        var series = lists.all("v3/projects/" + side.project() + "/timeSeries", parameters, "timeSeries");
        return merged(series, filter, side.grid());
    }

    /** A series that is longer than a page continues in the next one. */
    private static Map<Integer, Double> merged(List<View> series, View filter, AlignmentGrid grid)
            throws CallFailed, JsonException {
        var all = new TreeMap<Integer, Double>();
        var first = "";
        for (var one : series) {
            var labels = PagedRest.read(one, TimeSeriesObserver::key);
            if (!all.isEmpty() && !labels.equals(first)) {
                throw new JsonException(filter.path() + " gives more than one series; a reducer makes one of them");
            }
            first = labels;
            all.putAll(PagedRest.read(one, view -> grid.points(view.at("points").items())));
        }
        return all;
    }

    private static String key(View series) throws JsonException {
        var metric = series.at("metric").exists() ? series.at("metric").json().text() : "";
        return metric
                + (series.at("resource").exists() ? series.at("resource").json().text() : "");
    }
}
