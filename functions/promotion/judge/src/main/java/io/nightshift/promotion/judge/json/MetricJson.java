package io.nightshift.promotion.judge.json;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.EffectSize;
import io.nightshift.promotion.judge.NanStrategy;
import io.nightshift.promotion.judge.Outliers;
import io.nightshift.promotion.judge.Sensitivity;
import java.util.List;

/** Reads one metric. */
final class MetricJson {

    private static final KnownFields FIELDS = new KnownFields(List.of(
            "name",
            "direction",
            "nanStrategy",
            "outliers",
            "critical",
            "mustHaveData",
            "tolerance",
            "confidenceLevel",
            "effectSize",
            "groups",
            "muted",
            "experiment",
            "control"));

    private MetricJson() {}

    static CanaryMetric read(View view) throws JsonException {
        view.object();
        FIELDS.check(view);
        return new CanaryMetric(
                view.at("name").nonBlank(),
                groups(view.at("groups")),
                view.at("critical").boolOr(false),
                view.at("mustHaveData").boolOr(false),
                view.at("muted").boolOr(false),
                Words.of(view.at("direction"), Direction.class, Direction.EITHER),
                Words.of(view.at("nanStrategy"), NanStrategy.class, NanStrategy.REMOVE),
                outliers(view.at("outliers")),
                effectSize(view.at("effectSize")),
                sensitivity(view),
                SamplesJson.read(view.at("experiment")),
                SamplesJson.read(view.at("control")));
    }

    private static List<String> groups(View view) throws JsonException {
        return view.strings();
    }

    private static Outliers outliers(View view) throws JsonException {
        new KnownFields(List.of("strategy", "factor")).check(view);
        var strategy = Words.of(view.at("strategy"), Outliers.Strategy.class, Outliers.Strategy.KEEP);
        double factor = Words.numberOr(view.at("factor"), Outliers.DEFAULT_FACTOR);
        if (strategy == Outliers.Strategy.REMOVE && factor <= 0) {
            throw new JsonException(view.at("factor").path() + " is " + factor + "; expected a number above 0");
        }
        return new Outliers(strategy, factor);
    }

    private static EffectSize effectSize(View view) throws JsonException {
        new KnownFields(List.of(
                        "measure", "allowedIncrease", "allowedDecrease", "criticalIncrease", "criticalDecrease"))
                .check(view);
        var measure = Words.of(view.at("measure"), EffectSize.Measure.class, EffectSize.Measure.MEAN_RATIO);
        return new EffectSize(
                measure,
                Words.numberOr(view.at("allowedIncrease"), measure.none()),
                Words.numberOr(view.at("allowedDecrease"), measure.none()),
                Words.numberOr(view.at("criticalIncrease"), measure.none()),
                Words.numberOr(view.at("criticalDecrease"), measure.none()));
    }

    private static Sensitivity sensitivity(View view) throws JsonException {
        double tolerance = Words.numberOr(view.at("tolerance"), Sensitivity.DEFAULT.tolerance());
        double confidence = Words.numberOr(view.at("confidenceLevel"), Sensitivity.DEFAULT.confidence());
        if (tolerance < 0) {
            throw new JsonException(view.at("tolerance").path() + " is " + tolerance + "; expected 0 or more");
        }
        if (confidence <= 0 || confidence >= 1) {
            throw new JsonException(view.at("confidenceLevel").path() + " is " + confidence
                    + "; expected a number above 0 and below 1, as 0.99");
        }
        return new Sensitivity(tolerance, confidence);
    }
}
