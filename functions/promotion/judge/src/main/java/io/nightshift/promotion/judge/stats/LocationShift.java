package io.nightshift.promotion.judge.stats;

import io.nightshift.promotion.judge.stats.StudentMixture.Term;
import java.util.Arrays;

/**
 * The amount by which one series is above another, if neighbours in a series are correlated.
 *
 * <p>Each side is a stationary AR(1) process around its own level, with one spread and one autocorrelation for both. For a
 * known autocorrelation the difference of the generalised least squares means follows Student's t exactly. The
 * autocorrelation is unknown, and a few points cannot determine it: so all values are mixed.
 */
public final class LocationShift {

    private final StudentMixture mixture;

    private LocationShift(StudentMixture mixture) {
        this.mixture = mixture;
    }

    /** Needs at least two points on each side, and not all points of a side equal. */
    public static LocationShift between(double[] first, double[] second) {
        return new LocationShift(new StudentMixture(
                first.length + second.length - 2,
                Arrays.stream(StudentMixture.RHOS)
                        .mapToObj(rho -> term(first, second, rho))
                        .toList()));
    }

    private static Term term(double[] first, double[] second, double rho) {
        var one = Level.of(first, rho);
        var other = Level.of(second, rho);
        int freedom = first.length + second.length - 2;
        double squares = one.squares() + other.squares();
        double spread = Math.sqrt(squares / freedom);
        double logs = freedom * (Math.log(squares) + Math.log1p(-rho * rho))
                + Math.log(one.points())
                + Math.log(other.points());
        return new Term(
                rho,
                one.mean() - other.mean(),
                spread * Math.sqrt(1 / one.points() + 1 / other.points()),
                spread,
                -logs / 2);
    }

    /** One side under a known autocorrelation. */
    private record Level(double mean, double points, double squares) {

        /** Generalised least squares of a constant; {@code points} is the equivalent number of independent points. */
        static Level of(double[] values, double rho) {
            int n = values.length;
            double inner = 0;
            for (int i = 1; i < n - 1; i++) {
                inner += values[i];
            }
            double mean = (values[0] + values[n - 1] + (1 - rho) * inner) / (2 + (n - 2) * (1 - rho));
            double innovations = 0;
            for (int i = 1; i < n; i++) {
                double innovation = values[i] - mean - rho * (values[i - 1] - mean);
                innovations += innovation * innovation;
            }
            double start = values[0] - mean;
            return new Level(mean, (n - (n - 2) * rho) / (1 + rho), start * start + innovations / (1 - rho * rho));
        }
    }

    /** The probability that the shift is below a number. */
    public double below(double number) {
        return mixture.below(number);
    }

    /** The probability that the shift is above a number. */
    public double above(double number) {
        return mixture.above(number);
    }

    /** The number below which the shift lies with probability {@code tail}. */
    public double lower(double tail) {
        return mixture.quantile(tail, 1);
    }

    /** The number above which the shift lies with probability {@code tail}. */
    public double upper(double tail) {
        return mixture.quantile(tail, -1);
    }

    public double estimate() {
        return mixture.mean(Term::estimate);
    }

    /** The likely autocorrelation of neighbours, from 0. */
    public double autocorrelation() {
        return mixture.mean(Term::rho);
    }

    /** The likely standard deviation of one point. */
    public double spread() {
        return mixture.mean(Term::spread);
    }

    /**
     * The estimate from the points alone, without the prior's caution: good enough for planning.
     *
     * @param spread the standard deviation of one point
     */
    public record Guess(double autocorrelation, double spread) {}

    public Guess guess() {
        var likeliest = mixture.likeliest();
        return new Guess(likeliest.rho(), likeliest.spread());
    }

    /** The number of independent points that are worth as much as this many of these. */
    public double worth(int points) {
        return (points - (points - 2) * autocorrelation()) / (1 + autocorrelation());
    }

    public boolean isFinite() {
        return Double.isFinite(estimate()) && Double.isFinite(spread()) && Double.isFinite(mixture.mean(Term::error));
    }
}
