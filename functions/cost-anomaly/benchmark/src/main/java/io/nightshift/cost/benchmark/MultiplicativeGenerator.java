package io.nightshift.cost.benchmark;

import static io.nightshift.cost.benchmark.GeneratorNoise.between;
import static io.nightshift.cost.benchmark.GeneratorNoise.money;

import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Accounts of AWS whose services all move by factors: a trend, a level that walks slowly, weekdays, habits of the month, price tiers that
 * begin anew each month, a common factor of the account, holidays, and noise that is relative to the level. 300 days.
 */
final class MultiplicativeGenerator implements CostGenerator {

    private static final int DAYS = 300;
    private static final int ACCOUNTS = 3;
    private static final int SERVICES = 12;
    private static final int WEEK = 7;
    /** Something new that costs less a day is for the digest; twice as much is for an alert. */
    private static final double DIGEST = 12;

    private static final int FRIDAY = 5;
    private static final double[] FREEDOM = {3, 4, 6, 10, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};

    @Override
    public String name() {
        return "multiplicative";
    }

    @Override
    public LabelledCosts generate(long seed) {
        var random = new SplittableRandom(seed);
        var first = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(365));
        var series = new ArrayList<DailyCosts>();
        var labels = new ArrayList<LabelledAnomaly>();
        var truth = new ArrayList<TrueSeries>();
        for (int account = 0; account < ACCOUNTS; account++) {
            var common = common(random, first);
            for (int service = 0; service < SERVICES; service++) {
                int regions = 1 + random.nextInt(3);
                for (int region = 0; region < regions; region++) {
                    var key = new SeriesKey(
                            "AWS", "00000000000" + (account + 1), "Service" + service, "region-" + region, "USD");
                    add(key, first, common, random.split(), series, labels, truth);
                }
            }
        }
        return new LabelledCosts(series, labels, truth);
    }

    private static void add(
            SeriesKey key,
            LocalDate first,
            double[] common,
            SplittableRandom random,
            List<DailyCosts> series,
            List<LabelledAnomaly> labels,
            List<TrueSeries> truth) {
        if (random.nextInt(8) == 0) {
            SparseCosts.add(key, first, DAYS, random, series, labels);
            return;
        }
        var plan = new SeriesPlan(key, first, DAYS, between(random, 0, 0.55));
        int born = random.nextInt(12) == 0 ? 40 + random.nextInt(180) : 0;
        shape(plan, born, common, random);
        double begins = perDay(plan, born);
        if (born > 0 && begins > DIGEST / 2 && begins < 2 * DIGEST) {
            return;
        }
        double sigma = money(random, 0.02, 0.09);
        for (int i = 0; i < DAYS; i++) {
            plan.noise[i] = Math.hypot(sigma, 0.015) * plan.usual[i];
        }
        anomalies(plan, born, random);
        double freedom = FREEDOM[random.nextInt(FREEDOM.length)];
        var noise = GeneratorNoise.draw(random, DAYS, plan.phi, freedom);
        var noisy = new double[DAYS];
        for (int i = 0; i < DAYS; i++) {
            noisy[i] = plan.usual[i] * Math.exp(sigma * noise[i]);
        }
        series.add(plan.costs(noisy));
        truth.add(plan.truth(series.getLast(), sigma, freedom));
        labels.addAll(plan.labels());
    }

    /** What a series costs a day in its first week. */
    private static double perDay(SeriesPlan plan, int born) {
        return Arrays.stream(plan.usual, born, born + WEEK).sum() / WEEK;
    }

    private static void anomalies(SeriesPlan plan, int born, SplittableRandom random) {
        if (born > 0) {
            plan.reserve(born + 60);
            if (perDay(plan, born) >= DIGEST) {
                var date = plan.first.plusDays(born);
                plan.labels()
                        .add(new LabelledAnomaly(
                                plan.key, AnomalyShape.NEW, date, plan.first.plusDays(DAYS - 1L), date.plusDays(3)));
            }
        }
        int count = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < count; i++) {
            plan.place(AnomalyShape.drawn(random), random);
        }
    }

    private static double[] common(SplittableRandom random, LocalDate first) {
        var noise = GeneratorNoise.draw(random, DAYS, 0.4, Double.POSITIVE_INFINITY);
        var common = new double[DAYS];
        double holiday = between(random, 0.05, 0.5);
        for (int i = 0; i < DAYS; i++) {
            common[i] = 0.015 * noise[i] + (Holidays.is(first.plusDays(i)) ? -holiday : 0);
        }
        return common;
    }

    /** The logarithm is a sum; what is planned or saved is a part of it. */
    private static void shape(SeriesPlan plan, int born, double[] common, SplittableRandom random) {
        var logs = new double[DAYS];
        Arrays.fill(logs, Math.log(money(random, 4, 8000)));
        double load = random.nextInt(4) == 0 ? 0 : between(random, 0.5, 1.1);
        double trend = random.nextInt(2) == 0 ? 0 : between(random, -0.002, 0.003);
        double walk = random.nextInt(3) == 0 ? between(random, 0, 0.006) : 0;
        double tier = random.nextInt(10) == 0 ? between(random, 0.06, 0.2) : 0;
        var week = week(random);
        int saving = random.nextInt(8) == 0 ? 40 + random.nextInt(DAYS - 60) : DAYS;
        double saved = between(random, 0.1, 0.9);
        double level = 0;
        for (int i = 0; i < DAYS; i++) {
            var date = plan.first.plusDays(i);
            level += walk * random.nextGaussian();
            logs[i] += level
                    + trend * i
                    + load * common[i]
                    + week[date.getDayOfWeek().getValue() - 1];
            logs[i] -= tier > 0 && date.getDayOfMonth() > 17 ? tier : 0;
            logs[i] -= i >= saving ? saved : 0;
        }
        habit(logs, plan.first, random);
        for (int i = born; i < DAYS; i++) {
            plan.usual[i] = Math.exp(logs[i]);
        }
    }

    private static double[] week(SplittableRandom random) {
        var week = new double[WEEK];
        switch (random.nextInt(4)) {
            case 0 -> week[random.nextInt(WEEK)] = between(random, 0.1, 0.9);
            case 1 -> {}
            default -> {
                double dip = between(random, 0.05, 0.8);
                for (int i = FRIDAY; i < WEEK; i++) {
                    week[i] = -dip;
                }
            }
        }
        return week;
    }

    private static void habit(double[] logs, LocalDate first, SplittableRandom random) {
        int which = random.nextInt(6);
        int day = 2 + random.nextInt(26);
        double size = between(random, 0.3, 1.4);
        for (int i = 0; i < logs.length; i++) {
            var date = first.plusDays(i);
            boolean on = switch (which) {
                case 0 -> date.getDayOfMonth() == 1;
                case 1 -> date.getDayOfMonth() == date.lengthOfMonth();
                case 2 -> date.getDayOfMonth() == day;
                default -> false;
            };
            logs[i] += on ? size : 0;
        }
    }
}
