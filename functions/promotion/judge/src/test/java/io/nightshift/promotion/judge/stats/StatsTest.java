package io.nightshift.promotion.judge.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class StatsTest {

    /** NIST handbook 7.2.6.2: twelve gauge readings. */
    private static final double[] GAUGE = {
        95.0610, 95.0925, 95.1195, 95.1442, 95.1567, 95.1591, 95.1682, 95.1772, 95.1772, 95.1937, 95.1959, 95.1990
    };

    @Test
    void percentilesAreOfTypeR7() {
        assertThat(OutlierFences.percentile(GAUGE, 90)).isEqualTo(95.19568, within(1e-12));
        assertThat(OutlierFences.percentile(new double[] {0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5}, 5))
                .isEqualTo(0.175, within(1e-12));
        assertThat(OutlierFences.percentile(new double[] {7}, 1)).isEqualTo(7);
        assertThat(OutlierFences.percentile(new double[0], 50)).isNaN();
    }

    @Test
    void theHundredthNumberAtTheEdgeIsNoOutlierWhereTheFencesAreWide() {
        var fences = OutlierFences.around(new double[] {1, 2, 2, 3, 3, 3, 4, 4, 5, 100}, 1.5);
        assertThat(fences.hold(5)).isTrue();
        assertThat(fences.hold(100)).isFalse();
        assertThat(fences.upper()).isGreaterThan(90);
    }

    @Test
    void ranksAverageTies() {
        var ranks = Ranks.of(new double[] {1, 2}, new double[] {2, 3});
        assertThat(ranks.first()).isEqualTo(1 + 2.5);
        assertThat(ranks.ties()).isEqualTo(6);
    }

    @Test
    void theCommonLanguageEffectIsTheShareOfHigherPairs() {
        assertThat(Ranks.commonLanguageEffect(new double[] {1, 2, 3}, new double[] {1, 2, 3}))
                .isEqualTo(0.5);
        assertThat(Ranks.commonLanguageEffect(new double[] {1, 2}, new double[] {5, 6}))
                .isZero();
    }

    @Test
    void aMeanOfZeroHasNoRatio() {
        assertThat(Mean.ratio(new double[] {10, 10}, new double[] {0, 0})).isNaN();
        assertThat(Mean.ratio(new double[] {10, 10}, new double[] {100, 100})).isEqualTo(0.1);
    }

    @Test
    void normalQuantilesAreThoseOfTheTables() {
        assertThat(Normal.quantile(0.5)).isZero();
        assertThat(Normal.quantile(0.975)).isEqualTo(1.959963984540054, within(1e-14));
        assertThat(Normal.quantile(0.01)).isEqualTo(-2.326347874040841, within(1e-14));
        assertThat(Normal.quantile(1e-12)).isEqualTo(-7.034483825301131, within(1e-12));
    }

    /** SciPy 1.17.1: {@code scipy.stats.t.cdf} and {@code sf}. */
    @Test
    void studentsDistributionIsThatOfSciPy() {
        var five = new StudentT(5);
        assertThat(five.below(-3.2)).isEqualTo(0.01199759, within(1e-8));
        assertThat(five.below(0.7)).isEqualTo(0.74242553, within(1e-8));
        assertThat(five.below(12)).isEqualTo(0.99996455, within(1e-8));
        assertThat(new StudentT(58).above(8)).isEqualTo(3.062345782119414e-11, within(1e-23));
    }

    /** SciPy 1.17.1: {@code fisher_exact} and {@code boschloo_exact}, alternative "greater". */
    @Test
    void exactTestsAreThoseOfSciPy() {
        var seven = new TwoByTwo(7, 40, 1, 40);
        assertThat(seven.fisher()).isEqualTo(0.028379336979995902, within(1e-12));
        assertThat(seven.boschloo()).isEqualTo(0.016509820520559368, within(1e-6));
        assertThat(new TwoByTwo(5, 20, 0, 20).boschloo()).isEqualTo(0.011263893039186575, within(1e-6));
        assertThat(new TwoByTwo(30, 500, 12, 500).boschloo()).isEqualTo(0.002955377427751373, within(1e-6));
        assertThat(new TwoByTwo(3, 23, 2, 43).boschloo()).isEqualTo(0.16056567177822786, within(1e-5));
    }

    /** Newcombe 1998, table II, example (a): 56 of 70 against 48 of 80. */
    @Test
    void theIntervalOfADifferenceIsNewcombes() {
        var interval = new TwoByTwo(56, 70, 48, 80).difference(1.959963984540054);
        assertThat(interval[0]).isEqualTo(0.0524, within(5e-5));
        assertThat(interval[1]).isEqualTo(0.3339, within(5e-5));
    }

    @Test
    void aShiftOfIndependentPointsIsAlmostStudents() {
        double[] x = {5.1, 4.9, 5.4, 4.7, 5.2, 4.8, 5.3, 5.0, 4.6, 5.5, 5.0, 4.9, 5.2, 4.8, 5.1, 5.3, 4.7, 5.0, 5.2, 4.9
        };
        double[] y = {4.1, 3.9, 4.4, 3.7, 4.2, 3.8, 4.3, 4.0, 3.6, 4.5, 4.0, 3.9, 4.2, 3.8, 4.1, 4.3, 3.7, 4.0, 4.2, 3.9
        };
        var shift = LocationShift.between(x, y);
        assertThat(shift.estimate()).isEqualTo(1.0, within(1e-9));
        assertThat(shift.below(shift.lower(0.005))).isEqualTo(0.005, within(1e-9));
        // By Student's t with equal variances: 1.0 -+ 0.207.
        assertThat(shift.lower(0.005)).isBetween(0.6, 0.85);
        assertThat(shift.guess().autocorrelation()).isZero();
    }
}
