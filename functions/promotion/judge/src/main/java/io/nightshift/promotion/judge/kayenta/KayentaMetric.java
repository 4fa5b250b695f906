package io.nightshift.promotion.judge.kayenta;

import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.Classification;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.Interval;
import io.nightshift.promotion.judge.MetricVerdict;
import io.nightshift.promotion.judge.NanStrategy;
import io.nightshift.promotion.judge.PreparedSeries;
import io.nightshift.promotion.judge.stats.Mean;
import io.nightshift.promotion.judge.stats.Ranks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Classifies one metric as {@code NetflixACAJudge} and its {@code MannWhitneyClassifier}, in the same order. */
final class KayentaMetric {

    /** Hard-coded in Kayenta's judge: the configured value is injected and never read. */
    private static final double TOLERANCE = 0.25;

    /** The normal quantile of (1 - 0.98) / 2. */
    private static final double Z = -2.326347874040841;

    private static final int NOISES = 15;
    private static final double GOLDEN_RATIO = 0.618033988749895;

    private final CanaryMetric metric;

    private KayentaMetric(CanaryMetric metric) {
        this.metric = metric;
    }

    static MetricVerdict classify(CanaryMetric metric) {
        return new KayentaMetric(metric)
                .classify(
                        PreparedSeries.of(metric.experiment(), metric.nanStrategy(), metric.outliers()),
                        PreparedSeries.of(metric.control(), metric.nanStrategy(), metric.outliers()));
    }

    private MetricVerdict classify(double[] experiment, double[] control) {
        if (experiment.length == 0 || control.length == 0) {
            return withoutData();
        }
        if (sameNumbers(experiment, control)) {
            return unchanged("The Canary and Baseline data are identical");
        }
        if (!Jitter.isConstant(experiment) || !Jitter.isConstant(control)) {
            return compare(experiment, control);
        }
        return experiment[0] == control[0] ? unchanged("") : mostOften(experiment, control);
    }

    /**
     * For two constant sides Kayenta compares the noise that it adds, and with one point a side its label is random: this
     * returns the most frequent one.
     */
    private MetricVerdict mostOften(double[] experiment, double[] control) {
        var verdicts = IntStream.rangeClosed(1, NOISES)
                .mapToObj(i -> compare(
                        Jitter.around(experiment, i / (NOISES + 1.0)),
                        Jitter.around(control, i * GOLDEN_RATIO - Math.floor(i * GOLDEN_RATIO))))
                .toList();
        return verdicts.stream()
                .max(Comparator.comparingLong(one -> verdicts.stream()
                        .filter(other -> other.classification() == one.classification())
                        .count()))
                .orElseThrow();
    }

    private MetricVerdict withoutData() {
        if (metric.nanStrategy() == NanStrategy.REPLACE) {
            return MetricVerdict.without(metric, Classification.PASS, false, "");
        }
        var reason = "Missing data for " + metric.name();
        return metric.mustHaveData() && !metric.critical()
                ? MetricVerdict.without(metric, Classification.NODATA_FAIL_METRIC, false, reason)
                : MetricVerdict.without(metric, Classification.NODATA, metric.critical(), reason);
    }

    private MetricVerdict unchanged(String reason) {
        return MetricVerdict.without(metric, Classification.PASS, false, reason);
    }

    private MetricVerdict compare(double[] experiment, double[] control) {
        double effect = switch (metric.effectSize().measure()) {
            case MEAN_RATIO -> Mean.ratio(experiment, control);
            case CLES -> Ranks.commonLanguageEffect(experiment, control);
        };
        return MannWhitney.shift(experiment, control, Z)
                .map(shift -> compared(shift, effect))
                // Kayenta loses the critical flag here: its exception skips the code that would set it.
                .orElseGet(() ->
                        MetricVerdict.without(metric, Classification.ERROR, false, "Metric Classification Failed"));
    }

    private MetricVerdict compared(MannWhitney.Shift shift, double effect) {
        double band = TOLERANCE * Math.abs(shift.estimate());
        if (fails(Direction.INCREASE, shift.lower() > band, effect)) {
            return failed(Classification.HIGH, Direction.INCREASE, shift, effect);
        }
        if (fails(Direction.DECREASE, shift.upper() < -band, effect)) {
            return failed(Classification.LOW, Direction.DECREASE, shift, effect);
        }
        return verdict(Classification.PASS, false, "", shift, effect);
    }

    private boolean fails(Direction change, boolean beyond, double effect) {
        return metric.direction().minds(change)
                && beyond
                && !metric.effectSize().allows(change, effect);
    }

    private MetricVerdict failed(Classification as, Direction change, MannWhitney.Shift shift, double effect) {
        boolean critical = metric.critical() && metric.effectSize().isCritical(change, effect);
        var reason = critical
                ? "The metric %s was classified as %s (Critical)".formatted(metric.name(), as.label())
                : "%s was classified as %s".formatted(metric.name(), as.label());
        return verdict(as, critical, reason, shift, effect);
    }

    private MetricVerdict verdict(
            Classification as, boolean critical, String reason, MannWhitney.Shift shift, double effect) {
        return new MetricVerdict(
                metric,
                as,
                critical,
                reason,
                Optional.of(new Interval(shift.lower(), shift.upper(), Interval.Scale.DIFFERENCE)),
                Double.isNaN(effect) ? OptionalDouble.empty() : OptionalDouble.of(effect),
                OptionalLong.empty());
    }

    private static boolean sameNumbers(double[] one, double[] other) {
        if (one.length != other.length) {
            return false;
        }
        var left = one.clone();
        var right = other.clone();
        Arrays.sort(left);
        Arrays.sort(right);
        for (int i = 0; i < left.length; i++) {
            if (left[i] != right[i]) {
                return false;
            }
        }
        return true;
    }
}
