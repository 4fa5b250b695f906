package io.nightshift.promotion.judge.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.Given;
import io.nightshift.promotion.judge.InterimLooks;
import io.nightshift.promotion.judge.JudgeMode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DetectionPowerTest {

    private static final PlannedBake HOUR = new PlannedBake(60, 100, 900, InterimLooks.ONE);

    private static DetectionPower of(Baseline baseline) {
        return new DetectionPower(
                Given.metric("m").direction(Direction.INCREASE).build(), JudgeMode.NIGHTSHIFT, baseline);
    }

    /** By the normal approximation: 6,000 and 54,000 requests find 1 % to 1.5 % with a power of 80 %, about. */
    @Test
    void aRateNeedsAboutWhatTheTextbookSays() {
        var power = of(new Baseline.Rate(0.01));
        double rise = power.smallestRise(List.of(HOUR)).orElseThrow();
        assertThat(rise).isBetween(1.3, 1.7);
        assertThat(power.of(List.of(HOUR), 1)).isLessThan(0.1);
        assertThat(power.of(List.of(HOUR), 3)).isEqualTo(1);
    }

    @Test
    void aSmallerRiseNeedsMoreTraffic() {
        var power = of(new Baseline.Rate(0.01));
        double doubled = power.trafficFor(HOUR, 2).orElseThrow();
        double half = power.trafficFor(HOUR, 1.5).orElseThrow();
        assertThat(doubled).isLessThan(half);
        // Within the tolerance nothing is ever found, whatever the traffic.
        assertThat(power.trafficFor(HOUR, 1.1)).isEmpty();
    }

    @Test
    void latenciesNeedPointsAndNoTraffic() {
        var power = of(new Baseline.Spread(0.2, 0));
        var brief = new PlannedBake(10, 0, 0, InterimLooks.ONE);
        assertThat(power.smallestRise(List.of(HOUR)).orElseThrow()).isBetween(1.2, 1.4);
        assertThat(power.lengthFor(brief, 1.5).orElseThrow()).isBetween(1.2, 4.0);
    }

    @Test
    void aSecondBakeFindsNoLess() {
        var power = of(new Baseline.Rate(0.01));
        assertThat(power.of(List.of(HOUR, HOUR), 1.4)).isGreaterThanOrEqualTo(power.of(List.of(HOUR), 1.4));
    }
}
