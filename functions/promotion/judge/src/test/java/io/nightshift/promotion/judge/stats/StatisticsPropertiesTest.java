package io.nightshift.promotion.judge.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class StatisticsPropertiesTest {

    private static final long MOST = 1_000_000_000_000L;

    @Property(tries = 300)
    void noNumberOfCountsMakesAPValueThatIsNone(
            @ForAll @LongRange(min = 1, max = MOST) long of,
            @ForAll @LongRange(min = 1, max = MOST) long ofControl,
            @ForAll @DoubleRange(min = 0, max = 1) double share,
            @ForAll @DoubleRange(min = 0, max = 1) double controlShare) {
        var table = new TwoByTwo((long) (share * of), of, (long) (controlShare * ofControl), ofControl);
        double one = table.logBoschloo();
        double other = table.swapped().logBoschloo();
        assertThat(one).isNotNaN().isLessThanOrEqualTo(0);
        assertThat(other).isNotNaN().isLessThanOrEqualTo(0);
        // Only the higher share has a small tail, and both tails together are all there is.
        assertThat(Math.exp(one) < 0.05).isEqualTo(table.isFirstHigher() && Math.exp(one) < 0.05);
        assertThat(Math.exp(table.logFisher()) + Math.exp(table.swapped().logFisher()))
                .isBetween(1 - 1e-5, 2.0);
        assertThat(table.difference(3)).doesNotContain(Double.NaN);
    }

    @Property(tries = 200)
    void tenTimesTheCountsAreMoreCertain(
            @ForAll @LongRange(min = 1, max = MOST / 100) long of,
            @ForAll @LongRange(min = 1, max = MOST / 100) long ofControl,
            @ForAll @DoubleRange(min = 0, max = 1) double share,
            @ForAll @DoubleRange(min = 0, max = 1) double controlShare) {
        long count = (long) (share * of);
        long controlCount = (long) (controlShare * ofControl);
        var table = new TwoByTwo(count, of, controlCount, ofControl);
        var tenfold = new TwoByTwo(10 * count, 10 * of, 10 * controlCount, 10 * ofControl);
        assertThat(tenfold.isFirstHigher()).isEqualTo(table.isFirstHigher());
        if (table.isFirstHigher() && table.fisher() < 0.01) {
            assertThat(tenfold.logFisher()).isLessThan(table.logFisher());
        }
    }

    /** The normal approximation is good to a few hundredths of the logarithm at such counts and so few deviations. */
    @Property(tries = 200)
    void tailsOfHugeCountsAreAlmostNormal(
            @ForAll @LongRange(min = MOST / 1000, max = MOST) long of,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double share,
            @ForAll @DoubleRange(min = 0.1, max = 6) double deviations) {
        double spread = Math.sqrt(share * (1 - share) * 2 / of);
        long second = (long) (share * of);
        long first = second + Math.round(deviations * spread * of);
        double pooled = (first + second) / 2.0 / of;
        double z = ((double) (first - second) / of) / Math.sqrt(pooled * (1 - pooled) * 2 / of);
        var table = new TwoByTwo(first, of, second, of);
        assertThat(-Normal.quantile(table.fisher())).isEqualTo(z, within(0.01));
    }

    @Property(tries = 100)
    void integratedTailsAreThoseThatAreAddedUp(
            @ForAll @IntRange(min = 300_000, max = 400_000) int of, @ForAll @IntRange(min = 0, max = 2000) int more) {
        int second = of / 2;
        var table = new TwoByTwo(second + more, of, second, of);
        double sum = 0;
        double term = 1;
        long total = 2L * second + more;
        for (long k = (long) second + more; k < total && term > 1e-18; k++) {
            sum += term;
            term *= (double) (of - k) / (k + 1) * (total - k) / (of - total + k + 1);
        }
        double first = Math.exp(table.logFisher()) / sum;
        double density = Math.exp(BinomialDensity.log(second + more, of, total / (2.0 * of), 1 - total / (2.0 * of))
                + BinomialDensity.log(second, of, total / (2.0 * of), 1 - total / (2.0 * of))
                - BinomialDensity.log((double) total, 2.0 * of, total / (2.0 * of), 1 - total / (2.0 * of)));
        assertThat(first / density).isEqualTo(1, within(1e-5));
    }

    @Test
    void tailsOfStudentKeepTheirDigitsAndNeverAreNone() {
        for (double freedom : new double[] {1, 5, 58, 10_000}) {
            var student = new StudentT(freedom);
            double before = 0.5;
            for (double t = 0.1; t < 1e200; t *= 3) {
                double above = student.above(t);
                assertThat(above).isNotNaN().isBetween(0.0, before);
                assertThat(student.below(-t)).isEqualTo(above);
                before = above;
            }
        }
        assertThat(new StudentT(4).above(1e20)).isPositive();
    }

    private static double[] series(long seed, int points, double spread) {
        var random = new SplittableRandom(seed).split();
        return random.doubles(points)
                .map(ignored -> spread * random.nextGaussian())
                .toArray();
    }

    @Property(tries = 60)
    void aShiftSeenFromTheOtherSideIsItsMirror(
            @ForAll long seed,
            @ForAll @IntRange(min = 3, max = 60) int points,
            @ForAll @IntRange(min = 1, max = 17) int digits) {
        double tail = Math.pow(10, -digits);
        var x = series(seed, points, 1);
        var y = series(~seed, points, 1);
        var there = LocationShift.between(x, y);
        var back = LocationShift.between(y, x);
        double scale = 1e-6 * (there.upper(tail) - there.lower(tail));
        assertThat(there.upper(tail)).isEqualTo(-back.lower(tail), within(scale));
        assertThat(there.below(0)).isEqualTo(back.above(0), within(1e-9));
    }

    @Property(tries = 60)
    void aBiggerStepIsNeverLessCertain(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 60) int points,
            @ForAll @IntRange(min = 1, max = 15) int from) {
        double last = 1;
        for (double step : new double[] {2, 4, 8, 16, 1000}) {
            var x = series(seed, points, 1);
            for (int i = from; i < points; i++) {
                x[i] += step;
            }
            var found = ChangePoint.likeliest(x, series(~seed, points, 1), true, 1);
            double p = found.map(ChangePoint::p).orElse(1.0);
            // Where it is hardly seen the likeliest place may still move.
            assertThat(p).isLessThanOrEqualTo(last < 0.01 ? 0.01 : 1);
            last = p;
        }
        assertThat(last).isLessThan(1e-10);
    }

    @Property(tries = 60)
    void aChangePointIsFreeOfUnitAndLevel(
            @ForAll long seed,
            @ForAll @IntRange(min = -6, max = 6) int power,
            @ForAll @IntRange(min = 2, max = 20) int from) {
        var x = series(seed, 30, 1);
        for (int i = from; i < 30; i++) {
            x[i] += 8;
        }
        var y = series(~seed, 30, 1);
        double unit = Math.pow(10, power);
        var one = ChangePoint.likeliest(x, y, true, 0.01).orElseThrow();
        var other = ChangePoint.likeliest(
                        Arrays.stream(x).map(v -> unit * (v + 5)).toArray(),
                        Arrays.stream(y).map(v -> unit * (v + 5)).toArray(),
                        true,
                        0.01)
                .orElseThrow();
        assertThat(other.from()).isEqualTo(one.from());
        assertThat(Math.log(other.p())).isEqualTo(Math.log(one.p()), within(1e-3));
        var mirrored = ChangePoint.likeliest(y, x, false, 0.01).orElseThrow();
        assertThat(mirrored.isFirst()).isEqualTo(!one.isFirst());
        assertThat(Math.log(mirrored.p())).isEqualTo(Math.log(one.p()), within(1e-6));
    }
}
