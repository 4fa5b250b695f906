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
        assertThat(Fences.percentile(GAUGE, 90)).isEqualTo(95.19568, within(1e-12));
        assertThat(Fences.percentile(new double[] {0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5}, 5))
                .isEqualTo(0.175, within(1e-12));
        assertThat(Fences.percentile(new double[] {7}, 1)).isEqualTo(7);
        assertThat(Fences.percentile(new double[0], 50)).isNaN();
    }

    @Test
    void theHundredthNumberAtTheEdgeIsNoOutlierWhereTheFencesAreWide() {
        var fences = Fences.around(new double[] {1, 2, 2, 3, 3, 3, 4, 4, 5, 100}, 1.5);
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
}
