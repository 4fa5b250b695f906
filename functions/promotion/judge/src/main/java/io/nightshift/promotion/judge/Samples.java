package io.nightshift.promotion.judge;

import java.util.Arrays;
import java.util.List;

/** The measurements of one side, in order of time. */
public sealed interface Samples {

    int size();

    /** One number for each point; NaN if there is none. */
    Series series();

    /** One number for each point, as a latency. */
    record Values(Series series) implements Samples {
        @Override
        public int size() {
            return series.size();
        }
    }

    /** A count and a total for each point, for example failed requests of all requests. */
    record Counts(List<Point> points) implements Samples {

        public Counts {
            points = List.copyOf(points);
        }

        @Override
        public int size() {
            return points.size();
        }

        @Override
        public Series series() {
            return Series.of(points.stream().mapToDouble(Point::ratio).toArray());
        }

        public long count() {
            return points.stream().mapToLong(Point::count).sum();
        }

        public long of() {
            return points.stream().mapToLong(Point::of).sum();
        }

        /** NaN if there were no requests. */
        public double share() {
            return of() == 0 ? Double.NaN : (double) count() / of();
        }
    }

    /**
     * One point of a ratio.
     *
     * @param count the numerator, from 0 to {@code of}
     * @param of the denominator; 0 if there were no requests
     */
    record Point(long count, long of) {
        public Point {
            if (count < 0 || count > of) {
                throw new IllegalArgumentException("count must be from 0 to of");
            }
        }

        /** NaN if there were no requests. */
        public double ratio() {
            return of == 0 ? Double.NaN : (double) count / of;
        }
    }

    static Values values(double... values) {
        return new Values(Series.of(values));
    }

    static Counts counts(Point... points) {
        return new Counts(Arrays.asList(points));
    }
}
