package io.nightshift.promotion.judge.json;

import io.nightshift.core.json.Json;
import io.nightshift.promotion.judge.CanaryVerdict;
import io.nightshift.promotion.judge.Interval;
import io.nightshift.promotion.judge.MetricVerdict;

/** Writes a verdict; a value without a JSON number becomes null. */
public final class VerdictJson {

    private VerdictJson() {}

    public static Json.Obj of(CanaryVerdict verdict) {
        var json = Json.obj()
                .with("id", verdict.id())
                .with("mode", Words.word(verdict.mode()))
                .with(
                        "metrics",
                        Json.arr(verdict.metrics().stream().map(VerdictJson::of).toList()))
                .with("score", number(verdict.score()))
                .with("verdict", verdict.outcome().label())
                .with("reason", verdict.reason());
        return verdict.then().map(then -> json.with("then", Words.word(then))).orElse(json);
    }

    private static Json.Obj of(MetricVerdict verdict) {
        var json = Json.obj()
                .with("name", verdict.metric().name())
                .with("classification", verdict.classification().label())
                .with("critical", verdict.critical())
                .with("reason", verdict.reason())
                .with("interval", verdict.interval().<Json>map(VerdictJson::of).orElse(Json.Null.NULL))
                .with(
                        "effect",
                        verdict.effect().isPresent() ? number(verdict.effect().getAsDouble()) : Json.Null.NULL);
        var scaled = verdict.interval()
                .map(interval -> json.with("scale", Words.word(interval.scale())))
                .orElse(json);
        return verdict.needed().isPresent()
                ? scaled.with("needed", verdict.needed().getAsLong())
                : scaled;
    }

    private static Json.Arr of(Interval interval) {
        return Json.arr(number(interval.lower()), number(interval.upper()));
    }

    private static Json number(double value) {
        return Double.isFinite(value) ? Json.of(value) : Json.Null.NULL;
    }
}
