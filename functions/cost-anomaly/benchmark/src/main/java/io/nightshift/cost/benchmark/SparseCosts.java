package io.nightshift.cost.benchmark;

import static io.nightshift.cost.benchmark.GeneratorNoise.between;
import static io.nightshift.cost.benchmark.GeneratorNoise.money;

import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesKey;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/** Draws a series that costs something on some days only. An anomaly is a day that costs far more, or a run of active days. */
final class SparseCosts {

    private static final int SETTLED = 70;
    private static final int SPIKE_GRACE = 1;
    private static final int RUN_GRACE = 6;

    private SparseCosts() {}

    static void add(
            SeriesKey key,
            LocalDate first,
            int days,
            SplittableRandom random,
            List<DailyCosts> series,
            List<LabelledAnomaly> labels) {
        var costs = new double[days];
        double share = between(random, 0.06, 0.45);
        double size = money(random, 3, 300);
        double spread = between(random, 0.1, 0.5);
        for (int i = 0; i < days; i++) {
            if (random.nextDouble() < share) {
                costs[i] = size * Math.exp(spread * random.nextGaussian());
            }
        }
        if (days > SETTLED + 40 && random.nextInt(2) == 0) {
            int start = SETTLED + random.nextInt(days - SETTLED - 30);
            boolean run = random.nextInt(2) == 0 && share < 0.3;
            int length = run ? 8 + random.nextInt(10) : 1;
            double factor = run ? between(random, 1, 1.5) : between(random, 6, 20);
            for (int i = start; i < start + length; i++) {
                costs[i] = factor * size * Math.exp(spread * random.nextGaussian());
            }
            if (factor * size > 8) {
                var date = first.plusDays(start);
                labels.add(new LabelledAnomaly(
                        key,
                        AnomalyShape.SPARSE,
                        date,
                        date.plusDays(length - 1L),
                        date.plusDays(run ? RUN_GRACE : SPIKE_GRACE)));
            }
        }
        series.add(new DailyCosts(key, first, costs));
    }
}
