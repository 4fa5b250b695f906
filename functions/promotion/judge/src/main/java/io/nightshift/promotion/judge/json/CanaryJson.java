package io.nightshift.promotion.judge.json;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.judge.Canary;
import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.InsufficientData;
import io.nightshift.promotion.judge.InterimLooks;
import io.nightshift.promotion.judge.JudgeMode;
import io.nightshift.promotion.judge.ScoreThresholds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a canary; each error names the field and what is valid there. */
public final class CanaryJson {

    private static final KnownFields FIELDS = new KnownFields(
            List.of("id", "mode", "metrics", "groupWeights", "scoreThresholds", "looks", "notEnoughData"));

    private CanaryJson() {}

    public static Canary read(Json json) throws JsonException {
        var view = View.of(json);
        FIELDS.check(view);
        return new Canary(
                view.at("id").textOr(""),
                Words.of(view.at("mode"), JudgeMode.class, JudgeMode.NIGHTSHIFT),
                metrics(view.at("metrics")),
                weights(view.at("groupWeights")),
                thresholds(view.at("scoreThresholds")),
                looks(view.at("looks")),
                Words.of(view.at("notEnoughData"), InsufficientData.class, InsufficientData.EXTEND));
    }

    private static List<CanaryMetric> metrics(View view) throws JsonException {
        if (!view.exists()) {
            throw view.wrong("an array of metrics");
        }
        var metrics = new ArrayList<CanaryMetric>();
        for (var item : view.items()) {
            metrics.add(MetricJson.read(item));
        }
        return metrics;
    }

    private static Map<String, Double> weights(View view) throws JsonException {
        var weights = new LinkedHashMap<String, Double>();
        if (view.exists()) {
            for (var name : view.object().members().keySet()) {
                weights.put(name, Words.number(view.at(name), 0, "a weight in percent, 0 or more"));
            }
        }
        return weights;
    }

    private static ScoreThresholds thresholds(View view) throws JsonException {
        new KnownFields(List.of("pass", "marginal")).check(view);
        var standard = ScoreThresholds.DEFAULT;
        return new ScoreThresholds(
                Words.numberOr(view.at("pass"), standard.pass()),
                Words.numberOr(view.at("marginal"), standard.marginal()));
    }

    private static InterimLooks looks(View view) throws JsonException {
        if (!view.exists()) {
            return InterimLooks.ONE;
        }
        new KnownFields(List.of("now", "planned")).check(view);
        long now = view.at("now").integer();
        long planned = view.at("planned").integerOr(0);
        if (now < 1 || now > 10_000) {
            throw new JsonException(view.at("now").path() + " is " + now + "; expected 1 for the first look");
        }
        if (planned < 0 || planned > 10_000 || (planned > 0 && planned < now)) {
            throw new JsonException(view.at("planned").path() + " is " + planned
                    + "; expected at least \"now\", or nothing where the number of looks is open");
        }
        return new InterimLooks((int) now, (int) planned);
    }
}
