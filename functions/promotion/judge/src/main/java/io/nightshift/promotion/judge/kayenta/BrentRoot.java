package io.nightshift.promotion.judge.kayenta;

import java.util.function.DoubleUnaryOperator;

/**
 * A root of a function between two ends: R's {@code zeroin} with an absolute tolerance of 1e-4, step by step as in Kayenta.
 * The function is a staircase, so the place where the search ends in the flat part around the root influences the result.
 *
 * @see <a href="https://github.com/wch/r-source/blob/trunk/src/library/stats/src/zeroin.c">zeroin.c</a>
 */
final class BrentRoot {

    private static final int MOST_STEPS = 1001;
    private static final double TOLERANCE = 1e-4;
    private static final double EPSILON = Math.ulp(1.0);

    private final DoubleUnaryOperator function;
    private double a;
    private double b;
    private double c;
    private double fa;
    private double fb;
    private double fc;

    private BrentRoot(DoubleUnaryOperator function, double left, double right, double atLeft, double atRight) {
        this.function = function;
        a = left;
        b = right;
        c = left;
        fa = atLeft;
        fb = atRight;
        fc = atLeft;
    }

    static double between(double left, double right, double atLeft, double atRight, DoubleUnaryOperator function) {
        if (atLeft == 0) {
            return left;
        }
        return atRight == 0 ? right : new BrentRoot(function, left, right, atLeft, atRight).find();
    }

    private double find() {
        for (int step = 0; step < MOST_STEPS; step++) {
            double previous = b - a;
            if (Math.abs(fc) < Math.abs(fb)) {
                takeBetterEnd();
            }
            double tolerance = 2 * EPSILON * Math.abs(b) + TOLERANCE / 2;
            double half = (c - b) / 2;
            if (Math.abs(half) <= tolerance || fb == 0) {
                return b;
            }
            advance(atLeast(tolerance, next(previous, half, tolerance)));
        }
        return b;
    }

    private void takeBetterEnd() {
        a = b;
        b = c;
        c = a;
        fa = fb;
        fb = fc;
        fc = fa;
    }

    private double next(double previous, double half, double tolerance) {
        if (Math.abs(previous) < tolerance || Math.abs(fa) <= Math.abs(fb)) {
            return half;
        }
        double cb = c - b;
        double p;
        double q;
        if (a == c) {
            double t1 = fb / fa;
            p = cb * t1;
            q = 1.0 - t1;
        } else {
            double t = fa / fc;
            double t1 = fb / fc;
            double t2 = fb / fa;
            p = t2 * (cb * t * (t - t1) - (b - a) * (t1 - 1.0));
            q = (t - 1.0) * (t1 - 1.0) * (t2 - 1.0);
        }
        if (p > 0.0) {
            q = -q;
        } else {
            p = -p;
        }
        boolean inside = p < 0.75 * cb * q - Math.abs(tolerance * q) / 2 && p < Math.abs(previous * q / 2);
        return inside ? p / q : half;
    }

    private static double atLeast(double tolerance, double step) {
        if (Math.abs(step) < tolerance) {
            return step > 0 ? tolerance : -tolerance;
        }
        return step;
    }

    private void advance(double step) {
        a = b;
        fa = fb;
        b += step;
        fb = function.applyAsDouble(b);
        if ((fb > 0 && fc > 0) || (fb < 0 && fc < 0)) {
            c = a;
            fc = fa;
        }
    }
}
