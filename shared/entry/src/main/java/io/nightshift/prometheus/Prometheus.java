package io.nightshift.prometheus;

import io.nightshift.core.act.Problem;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.web.HttpRefusal;
import io.nightshift.web.HttpResult;
import io.nightshift.web.HttpSession;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One Prometheus, queried through its HTTP API.
 *
 * @param server with the path before {@code /api/v1}, if any; its scheme decides on TLS
 * @param authorization the header to send ({@code Bearer …}); empty for none; called for each request
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus: HTTP API</a>
 */
public record Prometheus(WebClient web, URI server, Supplier<String> authorization) {

    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;
    private static final int LONGEST_ERROR = 300;

    /** The result of a query. */
    public sealed interface Result {
        /** One value for each point of the window, NaN if there is none; no points if there is no series. */
        record Values(List<Double> values) implements Result {}

        /** The result is not one series, or not a Prometheus response. */
        record Wrong(String why) implements Result {}

        record Missed(Problem problem) implements Result {}
    }

    /** The values of the query's only series. */
    public Result range(HttpSession session, String query, RangeWindow window) {
        if (window.points() == 0) {
            return new Result.Values(List.of());
        }
        var form = form(query);
        form.put("start", Long.toString(window.first()));
        form.put("end", Long.toString(window.last()));
        form.put("step", Long.toString(window.step()));
        return ask(session, "query_range", form, data -> PrometheusData.range(data, window));
    }

    /** The query's only value at that time; NaN if it has none. */
    public Result instant(HttpSession session, String query, Instant at) {
        var form = form(query);
        form.put("time", Long.toString(at.getEpochSecond()));
        return ask(session, "query", form, PrometheusData::instant);
    }

    /** The number of series of the query at that time, as the only value. */
    public Result seriesOf(HttpSession session, String query, Instant at) {
        var form = form(query);
        form.put("time", Long.toString(at.getEpochSecond()));
        return ask(session, "query", form, PrometheusData::seriesOf);
    }

    /**
     * The names of all alerting rules; empty if this server does not list rules (a store for the series of other servers
     * often has none).
     */
    public Set<String> alertingRules(HttpSession session) {
        return switch (session.ask(
                request("rules?type=alert&exclude_alerts=true").GET(), LONGEST_ANSWER)) {
            case HttpResult.Answered answer when answer.status() == 200 -> alertingRules(answer.body());
            case HttpResult.Answered ignored -> Set.of();
            case HttpResult.Missed ignored -> Set.of();
            case HttpResult.TooLong ignored -> Set.of();
        };
    }

    private static Set<String> alertingRules(byte[] body) {
        try {
            return PrometheusData.alertingRules(
                    View.of(Json.parse(body, JsonLimits.DEFAULT)).at("data"));
        } catch (JsonException e) {
            return Set.of();
        }
    }

    private static Map<String, String> form(String query) {
        var form = new LinkedHashMap<String, String>();
        form.put("query", query);
        // By default Thanos returns a partial result; Prometheus ignores this parameter.
        form.put("partial_response", "false");
        return form;
    }

    private interface Reading {
        Result read(View data) throws JsonException;
    }

    private Result ask(HttpSession session, String path, Map<String, String> form, Reading reading) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = request(path)
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return switch (session.ask(request, LONGEST_ANSWER)) {
            case HttpResult.Missed(var problem) -> new Result.Missed(problem);
            case HttpResult.TooLong ignored ->
                new Result.Wrong("Prometheus answers more than " + LONGEST_ANSWER + " bytes");
            case HttpResult.Answered answer when answer.status() == 200 -> read(answer, reading);
            case HttpResult.Answered answer -> new Result.Missed(refused(answer));
        };
    }

    private HttpRequest.Builder request(String path) {
        var base = server.toString();
        var request = HttpRequest.newBuilder(URI.create(
                        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v1/" + path))
                .setHeader("Accept", "application/json");
        var header = authorization.get();
        return header.isEmpty() ? request : request.setHeader("Authorization", header);
    }

    private static Result read(HttpResult.Answered answer, Reading reading) {
        try {
            var json = View.of(Json.parse(answer.body(), JsonLimits.DEFAULT));
            return json.at("status").text().equals("success")
                    ? reading.read(json.at("data"))
                    : new Result.Wrong("Prometheus' answer is no success");
        } catch (JsonException e) {
            return new Result.Wrong("what answers is no Prometheus: " + e.getMessage());
        }
    }

    /** With the server's own message, if any: it explains errors in a query. */
    private static Problem refused(HttpResult.Answered answer) {
        var problem = HttpRefusal.of("Prometheus", answer);
        try {
            var error = View.of(Json.parse(answer.body(), JsonLimits.DEFAULT))
                    .at("error")
                    .text();
            var said = TextLimit.clipped(error.replaceAll("\\p{Cntrl}+", " "), LONGEST_ERROR);
            return new Problem(
                    problem.code(), problem.message() + ": " + said, problem.retryable(), problem.mayHaveHappened());
        } catch (JsonException e) {
            return problem;
        }
    }
}
