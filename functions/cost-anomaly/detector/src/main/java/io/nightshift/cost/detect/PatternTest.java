package io.nightshift.cost.detect;

/**
 * Tests whether the last days of a series rise over the level that was frozen before them in the form of a pattern: a step, a ramp,
 * weekends. A generalised-least-squares score: days are whitened by what each lets expect of the next, the error of the level is a part of
 * the noise, and each day counts as a normal score, so heavy tails are paid for. What the same test showed on earlier days of the series
 * is its own measure: a slow walk of the level or a trend shows there, and is no anomaly.
 *
 * <p>Not thread-safe.
 */
final class PatternTest {

    private static final int KEPT = 100;
    private static final int ENOUGH = 20;

    /** How many independent windows the theory is worth. */
    private static final double PRIOR = 10;

    private static final double CENTRE_PRIOR = 6;

    /** From this many days on, no day counts for more: one spike is no shift. */
    private static final int CAPPED_FROM = 3;

    private static final double CAP = 4;
    private static final double LAST_DAY = 0.4;
    private static final double LAST_OF_TWO = 0.6;
    private static final double HALF = 0.5;
    private static final double QUARTER = 0.25;

    final AnomalyKind kind;
    final int days;

    /** Calm days at its end, which confirm that what was before them was no noise. */
    final int calm;

    private final double[] form;
    private final SortedWindow past = new SortedWindow(KEPT);
    private double centre;
    private double spread = 1;

    private PatternTest(AnomalyKind kind, double... form) {
        this.kind = kind;
        this.calm = form[form.length - 1] > 0 ? 0 : 1;
        this.days = form.length;
        this.form = form;
    }

    static PatternTest step(int days) {
        var form = new double[days];
        java.util.Arrays.fill(form, 1);
        return new PatternTest(days == 1 ? AnomalyKind.SPIKE : AnomalyKind.SHIFT, form);
    }

    static PatternTest ramp(int days) {
        var form = new double[days];
        for (int i = 0; i < days; i++) {
            form[i] = (i + 1.0) / days;
        }
        return new PatternTest(AnomalyKind.RAMP, form);
    }

    /** A day and the calm one after it: correlated noise would have gone on. */
    static PatternTest dayBefore() {
        return new PatternTest(AnomalyKind.SPIKE, 1, 0);
    }

    /**
     * From a Saturday to a Sunday.
     *
     * @param calm working days after it
     */
    static PatternTest weekends(int weekends, int calm) {
        var form = new double[7 * (weekends - 1) + 2 + calm];
        for (int i = 0; i < form.length; i++) {
            form[i] = i % 7 < 2 ? 1 : 0;
        }
        return new PatternTest(AnomalyKind.WEEKEND, form);
    }

    void forget() {
        past.clear();
        centre = 0;
        spread = 1;
    }

    /**
     * The normal score of the rise up to a day.
     *
     * @param levelWeight what each day weighs in the level
     * @param unsure by how much the noise is larger because little is known of the weekdays yet
     */
    double score(CostHistory history, int day, NoiseModel noise, double levelWeight, double unsure) {
        return (raw(history, day, noise, levelWeight) / unsure - centre) / spread;
    }

    private double raw(CostHistory history, int day, NoiseModel noise, double levelWeight) {
        int begin = day - days + 1;
        double before = begin == history.from() ? 0 : residual(history, begin, begin - 1, noise);
        double formBefore = 0;
        double sum = 0;
        double squares = 0;
        double weights = 0;
        for (int i = 0; i < days; i++) {
            double residual = residual(history, begin, begin + i, noise);
            double score = noise.score(residual, i == 0 ? noise.carried(before) : noise.phi() * before);
            double formOfDay = form[i] / noise.factor(history.weekday(begin + i));
            double weight = formOfDay - noise.phi() * formBefore;
            sum += weight * (days < CAPPED_FROM ? score : Math.clamp(score, -CAP, CAP));
            squares += weight * weight;
            weights += weight;
            before = residual;
            formBefore = formOfDay;
        }
        double level = days == 1 ? 0 : weights * weights * levelWeight / (2 - levelWeight);
        return sum / Math.sqrt(squares + level);
    }

    private static double residual(CostHistory history, int begin, int day, NoiseModel noise) {
        return noise.residual(history.adjusted(day) - history.frozen(begin, day), history.weekday(day));
    }

    /** Takes the score of a day as usual. */
    void remember(CostHistory history, int day, NoiseModel noise, double levelWeight) {
        past.add(raw(history, day, noise, levelWeight));
    }

    /** Measures what it showed so far. */
    void measure() {
        if (past.size() < ENOUGH) {
            return;
        }
        double independent = Math.max(1, past.size() / (double) days);
        double deviation = past.deviation();
        centre = past.median() * independent / (independent + CENTRE_PRIOR);
        spread = Math.max(1, Math.sqrt((independent * deviation * deviation + PRIOR) / (independent + PRIOR)));
    }

    /** Whether the rise is one of most days and lasts: the last day is high, and so is the median. */
    boolean lasts(CostHistory history, int day) {
        int begin = day - days + 1;
        var rises = new double[days];
        double mean = 0;
        int count = 0;
        for (int i = 0; i < days; i++) {
            if (form[days - 1 - i] > 0) {
                rises[count++] = history.adjusted(day - i) - history.frozen(begin, day - i);
            }
        }
        double last = rises[0];
        for (int i = 0; i < count; i++) {
            mean += rises[i] / count;
        }
        double part = kind == AnomalyKind.RAMP ? QUARTER : HALF;
        return last >= (days == 2 ? LAST_OF_TWO : LAST_DAY) * mean && Scores.median(rises, count) >= part * mean;
    }
}
