package io.nightshift.promotion.judge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OnsetTest {

    private static Onset of(int... counts) {
        return Onset.of(side(counts), Direction.INCREASE);
    }

    private static Samples.Counts side(int... counts) {
        return Samples.counts(Arrays.stream(counts)
                .mapToObj(count -> new Samples.Point(count, 50))
                .toArray(Samples.Point[]::new));
    }

    @Test
    void theLastPointsAreTheHighestInOneOfAllTheOrders() {
        var onset = of(0, 0, 0, 0, 1, 0, 9, 8, 9, 7);
        assertThat(onset.last()).isEqualTo(4);
        // One of the 210 ways to choose 4 of 10, for 6 places where it could have begun.
        assertThat(onset.p()).isEqualTo(6 / 210.0, within(1e-12));
    }

    @Test
    void onePointThatIsOutOfOrderWeakensIt() {
        assertThat(of(0, 0, 0, 0, 1, 9, 9, 8, 0, 7).p())
                .isGreaterThan(of(0, 0, 0, 0, 1, 0, 9, 8, 9, 7).p());
    }

    @Test
    void equalPointsAndFewPointsSayNothing() {
        assertThat(of(3, 3, 3, 3, 3, 3, 3, 3, 3, 3).p()).isEqualTo(1);
        assertThat(of(0, 0, 9, 9).p()).isEqualTo(1);
        assertThat(of().p()).isEqualTo(1);
    }

    @Test
    void whatFallsIsAnOnsetOfADecrease() {
        var falls = side(9, 9, 9, 9, 9, 9, 2, 1, 0, 1);
        assertThat(Onset.of(falls, Direction.INCREASE).p()).isEqualTo(1);
        assertThat(Onset.of(falls, Direction.DECREASE).p()).isEqualTo(6 / 210.0, within(1e-12));
    }

    @Test
    void pointsInAnyOrderAreTakenForAnOnsetNoMoreOftenThanItSays() {
        var random = new SplittableRandom(7);
        for (double level : new double[] {0.1, 0.05, 0.01}) {
            long found = IntStream.range(0, 4000)
                    .filter(ignored -> of(random.ints(20, 0, 12).toArray()).p() <= level)
                    .count();
            assertThat(found / 4000.0).isLessThanOrEqualTo(level);
        }
    }

    @Test
    void twoPiecesOfEvidenceCountForMoreThanEach() {
        var onset = new Onset(10, 5, 0.02);
        assertThat(Math.exp(onset.logWith(Math.log(0.02)))).isBetween(0.002, 0.02);
        assertThat(Math.exp(onset.logWith(0))).isGreaterThan(0.02);
        assertThat(Math.exp(onset.logWith(Double.NEGATIVE_INFINITY))).isZero();
    }
}
