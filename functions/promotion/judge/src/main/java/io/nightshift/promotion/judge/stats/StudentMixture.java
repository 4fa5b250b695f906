package io.nightshift.promotion.judge.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A mixture distribution. For each possible autocorrelation ρ, the number follows Student's t around its own estimate; these
 * are mixed over all ρ from 0 to {@value #TOP}: each weighted by its restricted likelihood and a prior density in proportion
 * to (1 - ρ)^-{@value #LEAN}. That prior favours series with little information, so that few points prove little. Its
 * exponent was chosen by simulation, so that at most 1 % of equal sides differ at 99 % for every ρ up to 0.99
 * ({@code docs/judge.md}).
 *
 * @see <a href="https://doi.org/10.1093/biomet/58.3.545">Patterson and Thompson 1971, restricted likelihood</a>
 */
final class StudentMixture {

    private static final double TOP = 0.998;
    private static final double LEAN = 0.6;
    private static final int TERMS = 48;
    private static final double NEGLIGIBLE = 1e-12;
    private static final double PRECISION = 1e-9;
    private static final int MOST_STEPS = 200;

    /** The mixed autocorrelations, evenly spaced in their inverse hyperbolic tangent. */
    static final double[] RHOS = IntStream.range(0, TERMS)
            .mapToDouble(i -> Math.tanh(i * 0.5 * Math.log((1 + TOP) / (1 - TOP)) / (TERMS - 1)))
            .toArray();

    /**
     * The distribution for one autocorrelation.
     *
     * @param error the standard error of the estimate
     * @param spread the standard deviation of one point
     * @param likelihood the restricted one, as a logarithm
     */
    record Term(double rho, double estimate, double error, double spread, double likelihood) {

        /** Not normalised. The slope of the inverse hyperbolic tangent is 1 - ρ². */
        private double posterior() {
            return likelihood + Math.log1p(-rho * rho) - LEAN * Math.log1p(-rho);
        }
    }

    private final StudentT student;
    private final List<Term> terms;
    private final double[] weights;

    StudentMixture(int freedom, List<Term> terms) {
        this.student = new StudentT(freedom);
        this.terms = terms;
        this.weights = normalised(terms.stream().mapToDouble(Term::posterior).toArray());
    }

    private static double[] normalised(double[] logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        var weights = Arrays.stream(logs).map(log -> Math.exp(log - most)).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    double mean(ToDoubleFunction<Term> of) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * of.applyAsDouble(terms.get(i));
        }
        return sum;
    }

    Term likeliest() {
        return terms.stream().max(Comparator.comparingDouble(Term::likelihood)).orElseThrow();
    }

    /** The probability that the number is below another one; accurate also if it is small. */
    double below(double number) {
        return tail(number, 1);
    }

    /** The probability that the number is above another one; accurate also if it is small. */
    double above(double number) {
        return tail(number, -1);
    }

    private double tail(double number, int sign) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > NEGLIGIBLE) {
                var term = terms.get(i);
                sum += weights[i] * student.below(sign * (number - term.estimate()) / term.error());
            }
        }
        return sum;
    }

    /** The start of a tail: below for sign 1, above for sign -1. Both use one computation, so that they mirror each other. */
    double quantile(double tail, int sign) {
        double unit = sign * mean(Term::error);
        double inner = mean(Term::estimate) + unit;
        double outer = mean(Term::estimate) - unit;
        for (double far = unit; tail(outer, sign) > tail && Double.isFinite(outer); far *= 2) {
            outer -= far;
        }
        for (double far = unit; tail(inner, sign) < tail && Double.isFinite(inner); far *= 2) {
            inner += far;
        }
        return root(outer, inner, tail, sign);
    }

    /** Regula falsi on the logarithm; an end that stays for the second time counts half ("Illinois"). */
    private double root(double from, double to, double tail, int sign) {
        double precision = PRECISION * mean(Term::error);
        double outer = from;
        double inner = to;
        double atOuter = Math.log(tail(outer, sign) / tail);
        double atInner = Math.log(tail(inner, sign) / tail);
        int side = 0;
        double last = Double.NaN;
        for (int step = 0; step < MOST_STEPS; step++) {
            double next = inner - atInner * (inner - outer) / (atInner - atOuter);
            double atNext = Math.log(tail(next, sign) / tail);
            if (atNext == 0 || Math.abs(next - last) < precision) {
                return next;
            }
            last = next;
            if (atNext > 0) {
                inner = next;
                atInner = atNext;
                atOuter = side > 0 ? atOuter / 2 : atOuter;
                side = 1;
            } else {
                outer = next;
                atOuter = atNext;
                atInner = side < 0 ? atInner / 2 : atInner;
                side = -1;
            }
        }
        return last;
    }
}
