package io.nightshift.promotion.judge.stats;

import io.nightshift.promotion.judge.stats.StudentMixture.Term;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The point at which one of two series leaves the common level and stays away: by a step, or by a ramp that grows to the end.
 *
 * <p>Both sides are stationary AR(1) processes around one level, with one spread and one autocorrelation; one side
 * additionally has a step or a ramp. So variation on both sides is autocorrelation, and a side cannot use it to excuse its
 * own step, as it could if one level were fitted through the step. The place is the most likely one, and the p-value is
 * multiplied by the number of places.
 */
public final class ChangePoint {

    /** With fewer last points, the change does not count as lasting. */
    private static final int FEWEST_LAST = 3;

    /** A ramp needs at least this many points. */
    private static final int FEWEST_RAMP = 6;

    /** The search for the place uses every sixth autocorrelation: the place depends little on it. */
    private static final int COARSE = 6;

    /** How far a p-value may be below the estimate from the gain of the likelihood, as a logarithm. */
    private static final double SLACK = 3;

    private final Place place;
    private final int points;
    private final int places;
    private final StudentMixture effect;

    private ChangePoint(Place place, int points, int places, StudentMixture effect) {
        this.place = place;
        this.points = points;
        this.places = places;
        this.effect = effect;
    }

    /** @param first whether the first side leaves */
    private record Place(boolean first, int from, boolean ramp) {}

    /**
     * The most likely change after which the first side is higher than the second, or lower; empty if its p-value is above
     * the error.
     */
    public static Optional<ChangePoint> likeliest(double[] first, double[] second, boolean higher, double error) {
        double middle = (Arrays.stream(first).sum() + Arrays.stream(second).sum()) / (first.length + second.length);
        var one = Arrays.stream(first).map(value -> value - middle).toArray();
        var other = Arrays.stream(second).map(value -> value - middle).toArray();
        var search = new Search(one, other, higher);
        search.run();
        // The mixture takes a hundred times as long as the search: for most places it is not worthwhile.
        return search.gain() < Math.log(search.places() / error) - SLACK
                ? Optional.empty()
                : search.best().map(place -> at(place, one, other, search)).filter(found -> found.p() <= error);
    }

    private static ChangePoint at(Place place, double[] first, double[] second, Search search) {
        var terms = Arrays.stream(StudentMixture.RHOS)
                .mapToObj(rho -> new WhitenedPair(first, second, rho).term(place.first, place.from, place.ramp))
                .toList();
        return new ChangePoint(
                place,
                place.first ? first.length : second.length,
                search.places(),
                new StudentMixture(first.length + second.length - 2, terms));
    }

    /** Tries all places and keeps the best one in the requested direction. */
    private static final class Search {

        private final WhitenedPair[] pairs;
        private final int[] sizes;
        private final boolean higher;
        private Optional<Place> best = Optional.empty();
        private double least = Double.POSITIVE_INFINITY;
        private int places;

        Search(double[] first, double[] second, boolean higher) {
            this.pairs = IntStream.range(0, StudentMixture.RHOS.length / COARSE)
                    .mapToObj(i -> new WhitenedPair(first, second, StudentMixture.RHOS[i * COARSE]))
                    .toArray(WhitenedPair[]::new);
            this.sizes = new int[] {first.length, second.length};
            this.higher = higher;
        }

        void run() {
            for (int side = 0; side < sizes.length; side++) {
                for (int from = 1; from <= sizes[side] - FEWEST_LAST; from++) {
                    consider(side == 0, from, false);
                    if (from <= sizes[side] - FEWEST_RAMP) {
                        consider(side == 0, from, true);
                    }
                }
            }
        }

        private void consider(boolean first, int from, boolean ramp) {
            places++;
            for (var pair : pairs) {
                double misfit = pair.misfit(first, from, ramp, higher == first);
                if (misfit < least) {
                    least = misfit;
                    best = Optional.of(new Place(first, from, ramp));
                }
            }
        }

        /** The logarithm of the likelihood, relative to that without any change. */
        double gain() {
            double without = Arrays.stream(pairs)
                    .mapToDouble(WhitenedPair::misfitWithoutChange)
                    .min()
                    .orElseThrow();
            return (sizes[0] + sizes[1] - 2) / 2.0 * Math.log(without / least);
        }

        Optional<Place> best() {
            return best;
        }

        int places() {
            return places;
        }
    }

    /** The probability that this is chance, for all places together. */
    public double p() {
        return Math.min(1, places * (rises() ? effect.below(0) : effect.above(0)));
    }

    /** Reports whether the first side leaves; else the second does. */
    public boolean isFirst() {
        return place.first;
    }

    /** Reports whether that side leaves upwards. */
    public boolean rises() {
        return effect.mean(Term::estimate) > 0;
    }

    public boolean isRamp() {
        return place.ramp;
    }

    /** The first changed point of its side. */
    public int from() {
        return place.from;
    }

    /** The first point of its side from which on most of the change is present: for a ramp, half of it. */
    public int since() {
        return place.ramp ? (place.from + points) / 2 : place.from;
    }

    /** The size of the change at the end. */
    public double estimate() {
        return effect.mean(Term::estimate);
    }

    public double lower(double tail) {
        return effect.quantile(tail, 1);
    }

    public double upper(double tail) {
        return effect.quantile(tail, -1);
    }

    /** The likely standard deviation of one point around its level, without the change. */
    public double spread() {
        return effect.mean(Term::spread);
    }
}
