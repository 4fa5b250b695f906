package io.nightshift.promotion.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A metric with sane defaults, for tests. */
public final class Given {

    private final String name;
    private List<String> groups = List.of("all");
    private boolean critical;
    private boolean mustHaveData;
    private boolean muted;
    private Direction direction = Direction.EITHER;
    private NanStrategy nanStrategy = NanStrategy.REMOVE;
    private Outliers outliers = Outliers.KEPT;
    private EffectSize effectSize = EffectSize.ANY;
    private Sensitivity sensitivity = Sensitivity.DEFAULT;
    private Samples experiment = Samples.values();
    private Samples control = Samples.values();

    private Given(String name) {
        this.name = name;
    }

    public static Given metric(String name) {
        return new Given(name);
    }

    public Given groups(String... names) {
        groups = Arrays.asList(names);
        return this;
    }

    public Given critical() {
        critical = true;
        return this;
    }

    public Given mustHaveData() {
        mustHaveData = true;
        return this;
    }

    public Given muted() {
        muted = true;
        return this;
    }

    public Given direction(Direction minded) {
        direction = minded;
        return this;
    }

    public Given replacingNan() {
        nanStrategy = NanStrategy.REPLACE;
        return this;
    }

    public Given withoutOutliers(double factor) {
        outliers = new Outliers(Outliers.Strategy.REMOVE, factor);
        return this;
    }

    public Given effectSize(EffectSize size) {
        effectSize = size;
        return this;
    }

    public Given sensitivity(double tolerance, double confidence) {
        sensitivity = new Sensitivity(tolerance, confidence);
        return this;
    }

    public Given experiment(double... values) {
        experiment = Samples.values(values);
        return this;
    }

    public Given control(double... values) {
        control = Samples.values(values);
        return this;
    }

    public Given counts(Samples.Counts of, Samples.Counts against) {
        experiment = of;
        control = against;
        return this;
    }

    public CanaryMetric build() {
        return new CanaryMetric(
                name,
                groups,
                critical,
                mustHaveData,
                muted,
                direction,
                nanStrategy,
                outliers,
                effectSize,
                sensitivity,
                experiment,
                control);
    }

    public static Canary canary(JudgeMode mode, Given... metrics) {
        return canary(mode, Map.of(), metrics);
    }

    public static Canary canary(JudgeMode mode, Map<String, Double> weights, Given... metrics) {
        var built = new ArrayList<CanaryMetric>();
        for (var metric : metrics) {
            built.add(metric.build());
        }
        return new Canary(
                "test",
                mode,
                built,
                new LinkedHashMap<>(weights),
                ScoreThresholds.DEFAULT,
                InterimLooks.ONE,
                InsufficientData.EXTEND);
    }
}
