package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.Classification;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.InterimLooks;
import io.nightshift.promotion.judge.MetricVerdict;
import io.nightshift.promotion.judge.PreparedSeries;
import io.nightshift.promotion.judge.Samples;
import java.util.Optional;
import java.util.OptionalDouble;

/** Classifies one metric by the evidence in its numbers. */
final class EvidenceMetric {

    private final CanaryMetric metric;
    private final Level level;
    private final double[] experiment;
    private final double[] control;

    private EvidenceMetric(CanaryMetric metric, InterimLooks looks) {
        this.metric = metric;
        this.level = Level.of(metric, looks);
        this.experiment = PreparedSeries.of(metric.experiment(), metric.nanStrategy(), metric.outliers());
        this.control = PreparedSeries.of(metric.control(), metric.nanStrategy(), metric.outliers());
    }

    static MetricVerdict classify(CanaryMetric metric, InterimLooks looks) {
        return new EvidenceMetric(metric, looks).classify();
    }

    private MetricVerdict classify() {
        if (isEmpty()) {
            return metric.mustHaveData()
                    ? without(Classification.NODATA_FAIL_METRIC, metric.critical())
                    : without(Classification.NODATA, false);
        }
        var evidence =
                metric.experiment() instanceof Samples.Counts one && metric.control() instanceof Samples.Counts other
                        ? RatioEvidence.of(metric, level, one, other)
                        : SeriesEvidence.of(metric, level, experiment, control);
        return verdict(evidence);
    }

    private boolean isEmpty() {
        return isEmpty(metric.experiment(), experiment) || isEmpty(metric.control(), control);
    }

    private static boolean isEmpty(Samples samples, double[] prepared) {
        return switch (samples) {
            case Samples.Values ignored -> prepared.length == 0;
            case Samples.Counts counts -> counts.of() == 0;
        };
    }

    private MetricVerdict without(Classification as, boolean critical) {
        var side = !isEmpty(metric.control(), control)
                ? "the experiment"
                : isEmpty(metric.experiment(), experiment) ? "both sides" : "the control";
        return MetricVerdict.without(metric, as, critical, "there are no values of " + side);
    }

    private MetricVerdict verdict(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Higher it -> changed(it, Classification.HIGH, Direction.INCREASE);
            case Evidence.Lower it -> changed(it, Classification.LOW, Direction.DECREASE);
            case Evidence.Alike it ->
                told(
                        it,
                        Classification.PASS,
                        false,
                        it.changed()
                                ? "changed beyond chance, by no more than is allowed"
                                : "a change that matters is ruled out");
            case Evidence.Open it ->
                told(
                        it,
                        Classification.NOT_ENOUGH_DATA,
                        false,
                        "neither chance nor a change that matters is ruled out");
            case Evidence.TooFew it -> told(it, Classification.NOT_ENOUGH_DATA, false, "too few to compare");
            case Evidence.Broken it -> told(it, Classification.ERROR, metric.critical(), "cannot be judged");
        };
    }

    private MetricVerdict changed(Evidence.Compared evidence, Classification as, Direction change) {
        boolean critical = metric.critical() && metric.effectSize().isCritical(change, evidence.effect());
        return told(evidence, as, critical, "changed beyond chance");
    }

    private MetricVerdict told(Evidence evidence, Classification as, boolean critical, String rule) {
        double effect = evidence instanceof Evidence.Compared compared
                ? compared.effect()
                : ObservedEffect.of(metric, experiment, control);
        return new MetricVerdict(
                metric,
                as,
                critical,
                rule + ": " + evidence.numbers(),
                evidence instanceof Evidence.Compared compared ? Optional.of(compared.interval()) : Optional.empty(),
                Double.isFinite(effect) ? OptionalDouble.of(effect) : OptionalDouble.empty(),
                evidence.stillNeeded());
    }
}
