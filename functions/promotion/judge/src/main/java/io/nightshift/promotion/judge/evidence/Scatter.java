package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Samples;

/** Whether the points of a ratio scatter, or follow each other, more than independent requests do. */
final class Scatter {

    /** Standard deviations; by chance less than once in ten thousand. */
    private static final double BEYOND_CHANCE = 4;

    private Scatter() {}

    static double[] ratios(Samples.Counts side) {
        return side.points().stream()
                .filter(point -> point.of() > 0)
                .mapToDouble(Samples.Point::ratio)
                .toArray();
    }

    /** By Pearson's statistic of dispersion and by the correlation of neighbours, each side around its own ratio. */
    static boolean isBeyondChance(Samples.Counts one, Samples.Counts other) {
        var sum = new Sum();
        sum.add(one);
        sum.add(other);
        return sum.dispersion() > BEYOND_CHANCE || sum.correlation() > BEYOND_CHANCE;
    }

    private static final class Sum {
        private double excess;
        private double variance;
        private double products;
        private double squares;

        void add(Samples.Counts side) {
            double share = (double) side.count() / side.of();
            double binomial = share * (1 - share);
            if (binomial == 0) {
                return;
            }
            double previous = 0;
            for (var point : side.points()) {
                double n = point.of();
                if (n > 0) {
                    double residual = (point.count() - n * share) / Math.sqrt(n * binomial);
                    excess += residual * residual - 1;
                    variance += 2 + (1 / binomial - 6) / n;
                    products += residual * previous;
                    squares += residual * residual * previous * previous;
                    previous = residual;
                }
            }
            // The ratio is estimated from the same points.
            excess += 1;
        }

        double dispersion() {
            return variance > 0 ? excess / Math.sqrt(variance) : 0;
        }

        double correlation() {
            return squares > 0 ? products / Math.sqrt(squares) : 0;
        }
    }
}
