package io.nightshift.promotion.nginx;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.nginx.AccessLog.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics of both versions of an upstream, from nginx's own log of the users' requests: metrics of source {@code nginx}.
 *
 * @param folder the folder with {@code NAME.log}
 */
public record NginxMetrics(Path folder) implements Observer {

    static final String SOURCE = "nginx";
    private static final int MOST_POINTS = 10_000;

    @Override
    public boolean observes(Query query) {
        return query.name().equals(PromotionQueries.ANALYSIS)
                && query.subject().kind().equals(TargetKinds.NGINX_UPSTREAM)
                && Fields.says(View.of(query.with()).at("source"), SOURCE);
    }

    /** The time range of the requests, and the width of a point. */
    private record Span(Instant since, Instant until, Duration step) {

        static Span of(View since, View until, View step) throws JsonException {
            var span = new Span(time(since), time(until), Duration.ofSeconds(Math.max(1, step.integer())));
            if (span.points() > MOST_POINTS) {
                throw new JsonException(since.path() + " is too long ago; expected at most " + MOST_POINTS + " points");
            }
            return span;
        }

        private static Instant time(View value) throws JsonException {
            try {
                return Instant.parse(value.text());
            } catch (DateTimeParseException e) {
                throw value.wrong("a time such as 2026-11-21T03:00:00Z");
            }
        }

        /** The last one may be narrower. */
        int points() {
            long millis = Math.max(0, Duration.between(since, until).toMillis());
            return (int) Math.min(MOST_POINTS + 1L, Math.ceilDiv(millis, step.toMillis()));
        }

        int point(Instant at) {
            return (int) (Duration.between(since, at).toMillis() / step.toMillis());
        }
    }

    @Override
    public Observed observe(Query query) {
        try {
            var with = View.of(query.with());
            var name = query.subject().name();
            var log = new AccessLog(folder.resolve(name + ".log"));
            var newer = points(log, UpstreamFile.version(name, with.at("digest").nonBlank()), experiment(with));
            var older = points(log, with.at("baseline", "version").nonBlank(), control(with));
            var metrics = new ArrayList<Json>();
            for (var metric : with.at("metrics").items()) {
                metrics.add(answer(NginxMetric.of(metric), newer, older));
            }
            return new Observed.Seen(Health.WELL, Json.obj().with("metrics", Json.arr(metrics)));
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return new Observed.NotSeen(Problem.transientFault(
                    "NoLog", "nginx's log of " + query.subject().label() + " cannot be read"));
        }
    }

    private static Span experiment(View with) throws JsonException {
        return Span.of(with.at("since"), with.at("until"), with.at("stepSeconds"));
    }

    private static Span control(View with) throws JsonException {
        return Span.of(with.at("controlSince"), with.at("controlUntil"), with.at("stepSeconds"));
    }

    private static List<List<Line>> points(AccessLog log, String version, Span span) throws IOException {
        var points = new ArrayList<List<Line>>();
        for (int i = 0; i < span.points(); i++) {
            points.add(new ArrayList<>());
        }
        log.between(span.since(), span.until()).stream()
                .filter(line -> line.version().equals(version))
                .forEach(line -> points.get(span.point(line.at())).add(line));
        return points;
    }

    private static Json answer(NginxMetric metric, List<List<Line>> newer, List<List<Line>> older) {
        return Json.obj()
                .with("name", metric.name())
                .with("experiment", Json.arr(newer.stream().map(metric.point()).toList()))
                .with("control", Json.arr(older.stream().map(metric.point()).toList()));
    }
}
