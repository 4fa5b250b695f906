package io.nightshift.cost.benchmark;

import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One series while it is generated: what is expected of each day, its noise, and what anomalies add.
 *
 * <p>Not thread-safe.
 */
final class SeriesPlan {

    /** Anomalies begin after so many days, when a detector can know the series, and keep a distance. */
    private static final int SETTLED = 35;

    /** What is too much on the first of a month can be known when two others were seen. */
    private static final int TWO_MONTHS = 65;

    private static final int DISTANCE = 30;
    private static final int DAYS_SEEN = 12;
    private static final double LEAST_NOISE = 1e-6;

    final SeriesKey key;
    final LocalDate first;
    final double[] usual;
    final double[] noise;
    final double phi;
    private final double[] more;
    private final List<LabelledAnomaly> labels = new ArrayList<>();
    private int free = SETTLED;

    SeriesPlan(SeriesKey key, LocalDate first, int days, double phi) {
        this.key = key;
        this.first = first;
        this.usual = new double[days];
        this.noise = new double[days];
        this.more = new double[days];
        this.phi = phi;
    }

    int days() {
        return usual.length;
    }

    /** Adds an anomaly at a random place that is free, if it can be known there. */
    void place(AnomalyShape shape, SplittableRandom random) {
        int room = days() - DAYS_SEEN - free;
        if (room <= 0) {
            return;
        }
        int start = AnomalyForms.begin(shape, first, free + random.nextInt(room));
        if (start < free || (shape == AnomalyShape.MONTH_START && start < TWO_MONTHS) || start > days() - DAYS_SEEN) {
            return;
        }
        add(shape, start, AnomalyForms.draw(shape, this, start, random));
    }

    /** Adds an anomaly, if it can be known. */
    void add(AnomalyShape shape, int start, double[] form) {
        int seen = Math.min(DAYS_SEEN + (shape == AnomalyShape.WEEKEND ? DAYS_SEEN : 0), form.length);
        int deadline = Knowability.deadline(cut(form, 0, seen), cut(usual, start, seen), cut(noise, start, seen), phi);
        if (deadline < 0 || start + deadline >= days()) {
            return;
        }
        if (form.length == 1) {
            deadline = 1;
        }
        for (int i = 0; i < form.length; i++) {
            more[start + i] += form[i];
        }
        int end = start + form.length - 1;
        labels.add(new LabelledAnomaly(
                key, shape, first.plusDays(start), first.plusDays(end), first.plusDays(start + deadline)));
        free = end + DISTANCE;
    }

    private static double[] cut(double[] all, int from, int length) {
        return java.util.Arrays.copyOfRange(all, from, Math.min(all.length, from + length));
    }

    /** No anomaly begins before that day. */
    void reserve(int until) {
        free = Math.max(free, until);
    }

    List<LabelledAnomaly> labels() {
        return labels;
    }

    /** With noise that is money, as much each day. */
    TrueSeries truth(DailyCosts costs, double freedom) {
        return new TrueSeries(costs, usual, noise, phi, freedom);
    }

    /** With noise that is a share of each day. */
    TrueSeries truth(DailyCosts costs, double sigma, double freedom) {
        var money = new double[days()];
        for (int i = 0; i < money.length; i++) {
            money[i] = Math.max(LEAST_NOISE, sigma * usual[i]);
        }
        return new TrueSeries(costs, usual, money, phi, freedom);
    }

    /** @param noisy the expected days with noise, which may scale what an anomaly adds as well */
    DailyCosts costs(double[] noisy) {
        var costs = new double[days()];
        for (int i = 0; i < costs.length; i++) {
            double scale = usual[i] > 0
                    ? Optional.of(noisy[i] / usual[i]).filter(Double::isFinite).orElse(1.0)
                    : 1;
            costs[i] = noisy[i] + more[i] * Math.clamp(scale, 0.5, 2);
        }
        return new DailyCosts(key, first, costs);
    }
}
