package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A source of metrics: one point for each whole minute of the clock, available some time after that minute. */
final class SceneMetrics {

    private static final long STEP = 60;
    private static final int REQUESTS = 50;
    private static final Map<Integer, Json> POINTS = new HashMap<>();

    static {
        for (int failed = 0; failed <= REQUESTS; failed++) {
            POINTS.put(failed, Json.obj().with("count", failed).with("of", REQUESTS));
        }
    }

    static Json point(int failed) {
        return POINTS.getOrDefault(failed, Json.Null.NULL);
    }

    /** Returns how many of fifty requests of a version fail on a target. */
    @FunctionalInterface
    interface Failing {
        int of(Resource target, String digest);
    }

    private final Duration lag;
    private final Failing failing;
    private final DigestGroundTruth shown;
    private Instant silentUntil = Instant.MIN;

    /** @param lag the delay of a point after its minute */
    SceneMetrics(Duration lag, Failing failing, DigestGroundTruth shown) {
        this.lag = lag;
        this.failing = failing;
        this.shown = shown;
    }

    void silentUntil(Instant until) {
        silentUntil = until;
    }

    Observed answer(Query query, Instant now) throws JsonException {
        var with = View.of(query.with());
        var digest = with.at("digest").text();
        boolean alone = with.at("percent").integer() == 100;
        var baseline = alone ? "" : with.at("baseline", "digest").textOr("");
        int failed = failing.of(query.subject(), digest);
        var experiment =
                points(with, "since", "until", failed, now, with.at("percent").integer() > 0);
        var control = points(with, "controlSince", "controlUntil", failing.of(query.subject(), baseline), now, true);
        boolean needed = false;
        var metrics = new ArrayList<Json>();
        for (var metric : with.at("metrics").items()) {
            needed |= metric.at("mustHaveData").boolOr(false);
            metrics.add(Json.obj()
                    .with("name", metric.at("name").text())
                    .with("experiment", Json.arr(experiment))
                    .with("control", Json.arr(control)));
        }
        if (failed > 1 && !experiment.isEmpty()) {
            shown.failed(digest);
        }
        boolean exposed = with.at("percent").integer() > 0;
        if (needed && exposed && (experiment.isEmpty() || control.isEmpty())) {
            empty(query.subject(), with, now);
        }
        return new Observed.Seen(Health.WELL, Json.obj().with("metrics", Json.arr(metrics)));
    }

    /** Reports whether it has points of the promoted version. */
    boolean shows(Query query, Instant now) throws JsonException {
        var with = View.of(query.with());
        return with.at("percent").integer() > 0 && !now.isBefore(silentUntil) && steps(with, "since", "until", now) > 0;
    }

    private List<Json> points(View with, String since, String until, int failed, Instant now, boolean exposed)
            throws JsonException {
        long count = exposed && !now.isBefore(silentUntil) ? steps(with, since, until, now) : 0;
        return Collections.nCopies((int) count, point(failed));
    }

    private long steps(View with, String since, String until, Instant now) throws JsonException {
        long first = Math.ceilDiv(Instant.parse(with.at(since).text()).getEpochSecond(), STEP);
        long seen = Math.min(
                Instant.parse(with.at(until).text()).getEpochSecond(),
                now.minus(lag).getEpochSecond());
        return Math.max(0, Math.floorDiv(seen, STEP) - first);
    }

    /** Required points are missing: too early for a verdict, unless the bake is over or the points could exist. */
    private void empty(Resource target, View with, Instant now) throws JsonException {
        var digest = with.at("digest").text();
        var window = Duration.between(
                Instant.parse(with.at("since").text()),
                Instant.parse(with.at("until").text()));
        long percent = with.at("percent").integer();
        boolean over = SimulatedShop.steps(target).stream()
                .anyMatch(step ->
                        step[0] == percent && window.plus(ShareSteps.SKEW).toSeconds() >= step[1]);
        boolean couldBe =
                steps(with, "since", "until", now) > 0 && steps(with, "controlSince", "controlUntil", now) > 0;
        if (over || couldBe) {
            shown.failed(digest);
        } else {
            shown.looked(digest, FalsePositive.NO_DATA_YET);
        }
    }
}
