package io.nightshift.cost.benchmark;

import static io.nightshift.cost.benchmark.GeneratorNoise.between;
import static io.nightshift.cost.benchmark.GeneratorNoise.money;

import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Accounts whose costs are usage times a price. One demand of the company drives all accounts: working days, holidays, growth, campaigns
 * that nobody announces to a detector but that all series share. A service has a fixed part and a part that follows demand, prices fall
 * in tiers as the month's usage adds up and begin anew on the first, releases change the usage for good by a little, and the newest two
 * days of what was published are not complete. 120 to 420 days.
 */
final class UsageGenerator implements CostGenerator {

    private static final int ACCOUNTS = 3;
    private static final int SERVICES = 10;
    private static final int FRIDAY = 5;
    private static final int INCOMPLETE = 2;
    private static final double[] FREEDOM = {4, 7, Double.POSITIVE_INFINITY};

    @Override
    public String name() {
        return "usage";
    }

    @Override
    public LabelledCosts generate(long seed) {
        var random = new SplittableRandom(seed * 31 + 7);
        int days = 120 + random.nextInt(300);
        var first = LocalDate.of(2023, 9, 1).plusDays(random.nextInt(600));
        var demand = demand(first, days, random);
        var series = new ArrayList<DailyCosts>();
        var labels = new ArrayList<LabelledAnomaly>();
        var truth = new ArrayList<TrueSeries>();
        for (int account = 0; account < ACCOUNTS; account++) {
            for (int service = 0; service < SERVICES; service++) {
                var key = new SeriesKey(
                        "AWS",
                        "9000000000" + (10 + account),
                        "Usage " + service,
                        "eu-west-" + random.nextInt(3),
                        "USD");
                add(key, first, demand, random.split(), series, labels, truth);
            }
        }
        return new LabelledCosts(series, labels, truth);
    }

    /** What the company's customers ask for on a day, around 1. */
    private static double[] demand(LocalDate first, int days, SplittableRandom random) {
        var noise = GeneratorNoise.draw(random, days, 0.5, Double.POSITIVE_INFINITY);
        double free = between(random, 0.4, 1.1);
        double growth = between(random, -0.0005, 0.002);
        var demand = new double[days];
        for (int i = 0; i < days; i++) {
            var date = first.plusDays(i);
            boolean off = date.getDayOfWeek().getValue() > FRIDAY || Holidays.is(date);
            demand[i] = (off ? free : 1) * Math.exp(growth * i + 0.02 * noise[i]);
        }
        return demand;
    }

    private static void add(
            SeriesKey key,
            LocalDate first,
            double[] demand,
            SplittableRandom random,
            List<DailyCosts> series,
            List<LabelledAnomaly> labels,
            List<TrueSeries> truth) {
        int days = demand.length;
        if (random.nextInt(9) == 0) {
            SparseCosts.add(key, first, days, random, series, labels);
            return;
        }
        var plan = new SeriesPlan(key, first, days, between(random, 0, 0.4));
        double sigma = money(random, 0.015, 0.08);
        usual(plan, demand, random);
        for (int i = 0; i < days; i++) {
            plan.noise[i] = Math.hypot(sigma, 0.02) * plan.usual[i];
        }
        if (random.nextInt(3) == 0) {
            plan.place(AnomalyShape.drawn(random), random);
        }
        double freedom = FREEDOM[random.nextInt(FREEDOM.length)];
        var noise = GeneratorNoise.draw(random, days, plan.phi, freedom);
        var noisy = new double[days];
        for (int i = 0; i < days; i++) {
            double published = i >= days - INCOMPLETE ? between(random, 0.5, 0.95) : 1;
            noisy[i] = plan.usual[i] * published * Math.exp(sigma * noise[i]);
        }
        series.add(plan.costs(noisy));
        truth.add(plan.truth(series.getLast(), sigma, freedom));
        labels.addAll(plan.labels());
    }

    /** A fixed part and one that follows demand, at prices that fall with the month's usage. */
    private static void usual(SeriesPlan plan, double[] demand, SplittableRandom random) {
        double scale = money(random, 5, 12_000);
        double fixed = random.nextInt(3) == 0 ? 1 : between(random, 0, 0.8);
        double cheaper = random.nextInt(4) == 0 ? between(random, 0.75, 0.95) : 1;
        double tier = between(random, 8, 20);
        double released = 1;
        double used = 0;
        double monthly = random.nextInt(5) == 0 ? between(random, 0.3, 2) : 0;
        for (int i = 0; i < plan.days(); i++) {
            var date = plan.first.plusDays(i);
            used = date.getDayOfMonth() == 1 ? 0 : used;
            released *= random.nextInt(45) == 0 ? between(random, 0.93, 1.07) : 1;
            double usage = released * (fixed + (1 - fixed) * demand[i]);
            plan.usual[i] = scale * usage * (used > tier ? cheaper : 1);
            plan.usual[i] += date.getDayOfMonth() == date.lengthOfMonth() ? monthly * scale : 0;
            used += usage;
        }
    }
}
