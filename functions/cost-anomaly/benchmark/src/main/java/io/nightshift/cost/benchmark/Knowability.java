package io.nightshift.cost.benchmark;

/**
 * Computes the day by which an anomaly can be known: somebody who knows the true expectation and the true noise of the series reaches a
 * score of {@value #SCORE} on it, and the money is worth an alert. Alerts count for {@value #GRACE} days more, because a detector has to
 * learn what is true.
 */
final class Knowability {

    static final double SCORE = 6;
    /** For a detector that has to find the form too. */
    static final int GRACE = 3;

    static final int NEVER = -1;

    private static final double PER_DAY = 3;
    private static final double TOTAL = 6;
    private static final double SHARE = 0.12;

    private Knowability() {}

    /**
     * The deadline, as days after the anomaly's first; {@link #NEVER} if it cannot be told from noise within so many days.
     *
     * @param more what the anomaly adds to each day from its first on
     * @param usual the expected cost of these days
     * @param noise the standard deviation of these days
     * @param phi the correlation of neighbouring days
     */
    static int deadline(double[] more, double[] usual, double[] noise, double phi) {
        double squares = 0;
        double before = 0;
        double money = 0;
        double expected = 0;
        int days = 0;
        for (int i = 0; i < more.length; i++) {
            double size = more[i] / noise[i];
            double innovation = Math.max(0, size - phi * before) / Math.sqrt(1 - phi * phi);
            squares += innovation * innovation;
            before = size;
            if (more[i] <= 0) {
                continue;
            }
            days++;
            money += more[i];
            expected += usual[i];
            boolean known = Math.sqrt(squares) >= SCORE;
            if (known && money >= TOTAL && money >= PER_DAY * days && money >= SHARE * expected) {
                return i + GRACE;
            }
        }
        return NEVER;
    }
}
