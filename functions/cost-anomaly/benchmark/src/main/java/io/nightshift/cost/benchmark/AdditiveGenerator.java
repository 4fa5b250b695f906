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
 * Projects of Google Cloud whose costs are sums of money: machines by the hour, storage that grows and is charged by the month, requests
 * of customers, jobs, fees. Noise is money, not a share; each length is between 60 and 400 days and each scale between cents and a
 * hundred thousand a day. Services move from one region to another, which is no anomaly.
 */
final class AdditiveGenerator implements CostGenerator {

    private static final int PROJECTS = 4;
    private static final int SERVICES = 9;
    private static final int FRIDAY = 5;
    private static final double MONTH = 30;
    private static final AnomalyShape[] SHAPES = {
        AnomalyShape.SPIKE,
        AnomalyShape.SPIKE,
        AnomalyShape.SHIFT,
        AnomalyShape.SHIFT,
        AnomalyShape.RAMP,
        AnomalyShape.WEEKEND,
        AnomalyShape.RUNAWAY,
        AnomalyShape.MONTH_START
    };

    @Override
    public String name() {
        return "additive";
    }

    @Override
    public LabelledCosts generate(long seed) {
        var random = new SplittableRandom(~seed);
        int days = 60 + random.nextInt(340);
        var first = LocalDate.of(2025, 6, 30).minusDays(random.nextInt(500));
        var series = new ArrayList<DailyCosts>();
        var labels = new ArrayList<LabelledAnomaly>();
        var truth = new ArrayList<TrueSeries>();
        for (int project = 0; project < PROJECTS; project++) {
            for (int service = 0; service < SERVICES; service++) {
                add(project, service, first, days, random.split(), series, labels, truth);
            }
        }
        return new LabelledCosts(series, labels, truth);
    }

    private static void add(
            int project,
            int service,
            LocalDate first,
            int days,
            SplittableRandom random,
            List<DailyCosts> series,
            List<LabelledAnomaly> labels,
            List<TrueSeries> truth) {
        var key = new SeriesKey(
                "Google Cloud", "project-" + project, "Product " + service, "europe-west" + random.nextInt(4), "EUR");
        if (random.nextInt(7) == 0) {
            SparseCosts.add(key, first, days, random, series, labels);
            return;
        }
        var plan = new SeriesPlan(key, first, days, random.nextInt(2) == 0 ? 0 : between(random, 0.1, 0.5));
        double scale = money(random, 0.05, 60_000);
        int kind = random.nextInt(4);
        usual(plan, scale, kind, random);
        double noise = kind == 0 ? between(random, 0, 0.01) : between(random, 0.02, 0.1);
        for (int i = 0; i < days; i++) {
            plan.noise[i] = Math.max(1e-6, Math.max(noise, 0.012) * scale);
        }
        if (random.nextInt(3) == 0) {
            plan.place(SHAPES[random.nextInt(SHAPES.length)], random);
        }
        double freedom = random.nextInt(3) == 0 ? 5 : Double.POSITIVE_INFINITY;
        var drawn = GeneratorNoise.draw(random, days, plan.phi, freedom);
        var noisy = new double[days];
        for (int i = 0; i < days; i++) {
            noisy[i] = Math.max(0, plan.usual[i] + noise * scale * drawn[i]);
        }
        if (random.nextInt(10) == 0 && plan.labels().isEmpty() && days > 80) {
            move(plan, noisy, 40 + random.nextInt(days - 60), random, series);
        } else {
            series.add(plan.costs(noisy));
            truth.add(plan.truth(series.getLast(), freedom));
            labels.addAll(plan.labels());
        }
    }

    /** Moves a service to another region within some days: together they cost what they did. */
    private static void move(
            SeriesPlan plan, double[] noisy, int day, SplittableRandom random, List<DailyCosts> series) {
        int length = 1 + random.nextInt(6);
        var there = new double[noisy.length];
        var here = new double[noisy.length];
        for (int i = 0; i < noisy.length; i++) {
            double part = 0.15 + 0.75 * Math.clamp((i - day + 1.0) / length, 0, 1);
            there[i] = part * noisy[i];
            here[i] = noisy[i] - there[i];
        }
        var key = plan.key;
        series.add(new DailyCosts(key, plan.first, here));
        series.add(new DailyCosts(
                new SeriesKey(key.provider(), key.account(), key.service(), "us-east5", key.currency()),
                plan.first,
                there));
    }

    private static void usual(SeriesPlan plan, double scale, int kind, SplittableRandom random) {
        double weekend = between(random, 0.3, 1);
        double growth = between(random, 0, 0.006);
        double fee = random.nextInt(3) == 0 ? between(random, 0.5, 4) : 0;
        int feeDay = random.nextInt(2) == 0 ? 1 : 1 + random.nextInt(28);
        int saving = random.nextInt(9) == 0 ? 30 + random.nextInt(plan.days()) : plan.days();
        double machines = 15 + random.nextInt(50);
        double running = machines;
        for (int i = 0; i < plan.days(); i++) {
            var date = plan.first.plusDays(i);
            boolean free = date.getDayOfWeek().getValue() > FRIDAY || Holidays.is(date);
            double day = switch (kind) {
                case 0 -> scale * MONTH / date.lengthOfMonth() * (1 + growth * i);
                case 1 -> scale * running / machines * (free ? weekend : 1);
                case 2 ->
                    scale * (free ? weekend : 1 + 0.1 * (date.getDayOfWeek().getValue() == 1 ? 1 : 0));
                default -> scale * (1 + 0.08 * Math.sin(2 * Math.PI * i / 91)) * (free ? (1 + weekend) / 2 : 1);
            };
            running += random.nextInt(25) == 0 && running > 2 ? random.nextInt(2) * 2 - 1 : 0;
            day += date.getDayOfMonth() == feeDay ? fee * scale : 0;
            plan.usual[i] = i >= saving ? 0.55 * day : day;
        }
    }
}
