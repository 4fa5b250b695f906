package io.nightshift.promotion.judge;

/**
 * The size from which a change counts, as in Kayenta's {@code effectSize}: a significant change below it passes.
 *
 * @param allowedIncrease the least effect of a High
 * @param allowedDecrease the greatest effect of a Low
 * @param criticalIncrease the least effect of a High of a critical metric that fails everything
 * @param criticalDecrease the greatest effect of a Low of a critical metric that fails everything
 */
public record EffectSize(
        Measure measure,
        double allowedIncrease,
        double allowedDecrease,
        double criticalIncrease,
        double criticalDecrease) {

    /** The measure of the effect. */
    public enum Measure {
        /** Mean of the experiment over mean of the control; 1 is not an effect. */
        MEAN_RATIO(1.0),

        /**
         * The share of pairs in which the experiment is higher (common language effect size); 0.5 is not an effect.
         */
        CLES(0.5);

        private final double none;

        Measure(double none) {
            this.none = none;
        }

        /** The value if both sides are alike. */
        public double none() {
            return none;
        }
    }

    public static final EffectSize ANY = any(Measure.MEAN_RATIO);

    /** Every significant change counts. */
    public static EffectSize any(Measure measure) {
        return new EffectSize(measure, measure.none(), measure.none(), measure.none(), measure.none());
    }

    /** Reports whether an effect is large enough to be a failure in that direction; true if it cannot be computed. */
    public boolean allows(Direction change, double effect) {
        return !reaches(change, effect, allowedIncrease, allowedDecrease);
    }

    public boolean isCritical(Direction change, double effect) {
        return reaches(change, effect, criticalIncrease, criticalDecrease);
    }

    private static boolean reaches(Direction change, double effect, double increase, double decrease) {
        return Double.isNaN(effect) || (change == Direction.INCREASE ? effect >= increase : effect <= decrease);
    }
}
