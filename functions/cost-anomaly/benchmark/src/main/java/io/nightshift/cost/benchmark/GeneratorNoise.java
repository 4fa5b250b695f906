package io.nightshift.cost.benchmark;

import java.util.SplittableRandom;

/** Noise with heavy tails and a correlation of neighbours. */
final class GeneratorNoise {

    private GeneratorNoise() {}

    /**
     * Correlated values with the standard deviation 1.
     *
     * @param freedom of Student's distribution, above 2; infinite for a normal one
     */
    static double[] draw(SplittableRandom random, int days, double phi, double freedom) {
        var values = new double[days];
        double before = student(random, freedom);
        double fresh = Math.sqrt(1 - phi * phi);
        for (int i = 0; i < days; i++) {
            before = phi * before + fresh * student(random, freedom);
            values[i] = before;
        }
        return values;
    }

    private static double student(SplittableRandom random, double freedom) {
        if (Double.isInfinite(freedom)) {
            return random.nextGaussian();
        }
        double squares = 0;
        for (int i = 0; i < freedom; i++) {
            double one = random.nextGaussian();
            squares += one * one;
        }
        return random.nextGaussian() / Math.sqrt(squares / freedom) * Math.sqrt((freedom - 2) / freedom);
    }

    static double between(SplittableRandom random, double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** Between two amounts; each order of magnitude is as likely. */
    static double money(SplittableRandom random, double from, double to) {
        return from * Math.pow(to / from, random.nextDouble());
    }
}
