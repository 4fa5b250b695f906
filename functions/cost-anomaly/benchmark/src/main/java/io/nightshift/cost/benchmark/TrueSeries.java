package io.nightshift.cost.benchmark;

import io.nightshift.cost.detect.DailyCosts;

/** What a generator knows of a series that costs something every day: what no detector can know better. */
public final class TrueSeries {

    final DailyCosts costs;
    final double phi;
    final double freedom;
    private final double[] usual;
    private final double[] noise;

    /**
     * @param usual the cost of each day without noise and anomalies
     * @param noise the standard deviation of each day, as money
     * @param phi the correlation of neighbouring days
     * @param freedom Student's degrees of freedom of the noise
     */
    TrueSeries(DailyCosts costs, double[] usual, double[] noise, double phi, double freedom) {
        this.costs = costs;
        this.usual = usual;
        this.noise = noise;
        this.phi = phi;
        this.freedom = freedom;
    }

    double usual(int day) {
        return usual[day];
    }

    double noise(int day) {
        return noise[day];
    }

    /** What a day costs beyond what is usual. */
    double more(int day) {
        return costs.at(day) - usual[day];
    }

    /** From 1, Monday, to 7. */
    int weekday(int day) {
        return costs.first().plusDays(day).getDayOfWeek().getValue();
    }
}
