package io.nightshift.promotion.judge.power;

import io.nightshift.promotion.judge.Samples;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The known properties of the serving version, and how a side is drawn from them. */
public sealed interface Baseline {

    /** The largest possible rise. */
    double most();

    Samples draw(SplittableRandom random, int points, long requests, double rise);

    /** Independent requests, of which this share fails; above 0 and below 1. */
    record Rate(double share) implements Baseline {

        private static final long MOST_TO_COUNT = 1000;
        private static final double MOST_TO_MULTIPLY = 30;

        @Override
        public double most() {
            return 1 / share;
        }

        @Override
        public Samples draw(SplittableRandom random, int points, long requests, double rise) {
            double failing = Math.min(1, share * rise);
            return Samples.counts(IntStream.range(0, points)
                    .mapToObj(i -> new Samples.Point(count(random, requests, failing), requests))
                    .toArray(Samples.Point[]::new));
        }

        private static long count(SplittableRandom random, long of, double share) {
            if (of <= MOST_TO_COUNT) {
                return random.doubles(of).filter(drawn -> drawn < share).count();
            }
            double mean = of * share;
            return mean < MOST_TO_MULTIPLY
                    ? Math.min(of, rare(random, mean))
                    : Math.clamp(Math.round(mean + Math.sqrt(mean * (1 - share)) * random.nextGaussian()), 0, of);
        }

        /** Poisson's distribution, by the number of uniform random numbers that it takes. */
        private static long rare(SplittableRandom random, double mean) {
            long count = 0;
            for (double product = random.nextDouble(); product > Math.exp(-mean); product *= random.nextDouble()) {
                count++;
            }
            return count;
        }
    }

    /**
     * Log-normal points, as latencies by the minute.
     *
     * @param spread the standard deviation of their logarithms; 0.2 is about 20 %
     * @param autocorrelation of neighbours, from 0 and below 1
     */
    record Spread(double spread, double autocorrelation) implements Baseline {

        private static final double MOST = 1000;

        @Override
        public double most() {
            return MOST;
        }

        @Override
        public Samples draw(SplittableRandom random, int points, long requests, double rise) {
            var values = new double[points];
            double state = random.nextGaussian();
            for (int i = 0; i < points; i++) {
                values[i] = rise * Math.exp(spread * state);
                state = autocorrelation * state
                        + Math.sqrt(1 - autocorrelation * autocorrelation) * random.nextGaussian();
            }
            return Samples.values(values);
        }
    }
}
