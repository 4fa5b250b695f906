package io.nightshift.promotion.judge.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * By how much one series lies above another, where neighbours in a series resemble each other.
 *
 * <p>Each side is a stationary AR(1) process around its own level, with one spread and one autocorrelation ρ for both. For a
 * known ρ the difference of the generalised least squares means follows Student's t exactly. ρ is not known, and of a few
 * points it cannot be: so the distributions of all ρ from 0 to {@value #TOP} are mixed, each weighted by its restricted
 * likelihood and a prior density in proportion to (1 - ρ)^-{@value #LEAN}. That prior leans towards series that say little, so
 * that few points say little; its lean is set by simulation such that at most 1 % of equal sides differ at 99 % whatever ρ is,
 * up to 0.98 ({@code docs/judge.md}).
 *
 * @see <a href="https://doi.org/10.1093/biomet/58.3.545">Patterson and Thompson 1971, restricted likelihood</a>
 */
public final class Shift {

    static final double TOP = 0.998;
    static final double LEAN = 0.6;
    private static final int TERMS = 48;
    private static final double NEGLIGIBLE = 1e-12;
    private static final double PRECISION = 1e-9;
    private static final int MOST_STEPS = 200;

    private final StudentT student;
    private final List<Term> terms;
    private final double[] weights;

    private Shift(StudentT student, List<Term> terms) {
        this.student = student;
        this.terms = terms;
        this.weights = normalised(terms.stream().mapToDouble(Term::posterior).toArray());
    }

    /** Of at least two points a side, not all of them equal to the others of their side. */
    public static Shift between(double[] first, double[] second) {
        int freedom = first.length + second.length - 2;
        double step = 0.5 * Math.log((1 + TOP) / (1 - TOP)) / (TERMS - 1);
        return new Shift(
                new StudentT(freedom),
                IntStream.range(0, TERMS)
                        .mapToObj(i -> Term.of(first, second, Math.tanh(i * step)))
                        .toList());
    }

    /**
     * The shift under one autocorrelation.
     *
     * @param error the standard error of the shift
     * @param spread the standard deviation of one point
     * @param likelihood the restricted one, as a logarithm
     */
    private record Term(double rho, double center, double error, double spread, double likelihood) {

        static Term of(double[] first, double[] second, double rho) {
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

        /** Not normalised. The terms are evenly spaced in the inverse hyperbolic tangent of ρ: its slope is 1 - ρ². */
        double posterior() {
            return likelihood + Math.log1p(-rho * rho) - LEAN * Math.log1p(-rho);
        }
    }

    /** One side under a known autocorrelation. */
    private record Level(double mean, double points, double squares) {

        /** Generalised least squares of a constant; {@code points} is how many independent ones would tell as much. */
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

    private static double[] normalised(double[] logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        var weights = Arrays.stream(logs).map(log -> Math.exp(log - most)).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    private double mixed(ToDoubleFunction<Term> of) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * of.applyAsDouble(terms.get(i));
        }
        return sum;
    }

    /** How likely the shift is below a number. */
    public double below(double number) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > NEGLIGIBLE) {
                var term = terms.get(i);
                sum += weights[i] * student.below((number - term.center()) / term.error());
            }
        }
        return sum;
    }

    /** The number below which the shift lies with probability {@code p}. */
    public double quantile(double p) {
        double unit = mixed(Term::error);
        double low = estimate() - unit;
        double high = estimate() + unit;
        for (double far = unit; below(low) > p; far *= 2) {
            low -= far;
        }
        for (double far = unit; below(high) < p; far *= 2) {
            high += far;
        }
        return root(low, high, p, PRECISION * unit);
    }

    /** Regula falsi, where an end that stays for the second time counts half ("Illinois"). */
    private double root(double left, double right, double p, double precision) {
        double low = left;
        double high = right;
        double atLow = below(low) - p;
        double atHigh = below(high) - p;
        int side = 0;
        double last = Double.NaN;
        for (int step = 0; step < MOST_STEPS; step++) {
            double next = high - atHigh * (high - low) / (atHigh - atLow);
            double atNext = below(next) - p;
            if (atNext == 0 || Math.abs(next - last) < precision) {
                return next;
            }
            last = next;
            if (atNext > 0) {
                high = next;
                atHigh = atNext;
                atLow = side > 0 ? atLow / 2 : atLow;
                side = 1;
            } else {
                low = next;
                atLow = atNext;
                atHigh = side < 0 ? atHigh / 2 : atHigh;
                side = -1;
            }
        }
        return last;
    }

    public double estimate() {
        return mixed(Term::center);
    }

    /** The likely autocorrelation of neighbours, from 0. */
    public double autocorrelation() {
        return mixed(Term::rho);
    }

    /** The likely standard deviation of one point. */
    public double spread() {
        return mixed(Term::spread);
    }

    /**
     * What the points say by themselves, without the prior's caution: good enough to plan with.
     *
     * @param spread the standard deviation of one point
     */
    public record Guess(double autocorrelation, double spread) {}

    public Guess guess() {
        var likeliest =
                terms.stream().max(Comparator.comparingDouble(Term::likelihood)).orElseThrow();
        return new Guess(likeliest.rho(), likeliest.spread());
    }

    /** How many independent points tell as much as so many of these. */
    public double worth(int points) {
        return (points - (points - 2) * autocorrelation()) / (1 + autocorrelation());
    }

    public boolean isFinite() {
        return Double.isFinite(estimate()) && Double.isFinite(spread()) && Double.isFinite(mixed(Term::error));
    }
}
