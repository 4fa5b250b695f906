package io.nightshift.cost.detect;

/**
 * How strange a rise has to be, as normal scores, and how much money it has to cost.
 *
 * @param day the score of a single day
 * @param days the score of several days, or of weekends
 * @param ramp the score of a steady rise
 * @param perDay the money a day, in the series' currency
 * @param total the money in all until it is detected
 * @param share the rise as a part of what was expected
 */
public record DetectionSensitivity(double day, double days, double ramp, double perDay, double total, double share) {

    /** The score of weekends is a little lower: few of them are seen. */
    private static final double WEEKENDS = 0.2;

    /** The size of a day of a sparse series is tested on few days. */
    private static final double SIZES = 0.7;

    /** Few false alarms: about one in 4,000 days of a series without anomalies. */
    public static final DetectionSensitivity USUAL = new DetectionSensitivity(4.5, 4.3, 4.2, 3, 6, 0.10);

    /** The same for rises of at least that much money. */
    public DetectionSensitivity costing(double perDay, double total) {
        return new DetectionSensitivity(day, days, ramp, perDay, total, share);
    }

    double limit(AnomalyKind kind) {
        return switch (kind) {
            case SPIKE, NEW -> day;
            case SPARSE -> day - SIZES;
            case SHIFT -> days;
            case RAMP -> ramp;
            case WEEKEND -> days - WEEKENDS;
        };
    }

    boolean costsEnough(double actual, double expected, int length) {
        double more = actual - expected;
        return more >= perDay * length && more >= total && more >= share * expected;
    }
}
