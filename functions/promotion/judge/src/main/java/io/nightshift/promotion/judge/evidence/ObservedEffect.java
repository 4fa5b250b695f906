package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.Samples;
import io.nightshift.promotion.judge.stats.Mean;
import io.nightshift.promotion.judge.stats.Ranks;

/** The observed effect size of two samples, by the metric's measure. */
final class ObservedEffect {

    private ObservedEffect() {}

    static double of(CanaryMetric metric, double[] experiment, double[] control) {
        return switch (metric.effectSize().measure()) {
            case MEAN_RATIO -> Mean.ratio(experiment, control);
            case CLES -> Ranks.commonLanguageEffect(experiment, control);
        };
    }

    static double of(CanaryMetric metric, Samples.Counts experiment, Samples.Counts control) {
        return switch (metric.effectSize().measure()) {
            case MEAN_RATIO -> control.count() == 0 ? Double.NaN : experiment.share() / control.share();
            case CLES -> Ranks.commonLanguageEffect(Scatter.ratios(experiment), Scatter.ratios(control));
        };
    }
}
