package io.nightshift.cost.detect;

/** An anomaly while it grows. Days are numbers of the series' history. */
final class OpenAnomaly {

    final AnomalyKind kind;
    final int start;
    final int detected;
    private final double score;
    private int end;
    private double actual;
    private double expected;
    private boolean over;

    OpenAnomaly(AnomalyKind kind, int start, int end, int detected, double score) {
        this.kind = kind;
        this.start = start;
        this.detected = detected;
        this.end = end;
        this.score = score;
    }

    void add(int day, double cost, double usual) {
        end = Math.max(end, day);
        actual += cost;
        expected += usual;
    }

    int end() {
        return end;
    }

    /** The mean money a day beyond expectation. */
    double perDay() {
        return (actual - expected) / (end - start + 1);
    }

    void over() {
        over = true;
    }

    void again() {
        over = false;
    }

    DetectedAnomaly at(CostHistory history) {
        return new DetectedAnomaly(
                kind, history.date(start), history.date(end), history.date(detected), expected, actual, score, over);
    }
}
