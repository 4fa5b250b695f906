package io.nightshift.promotion.judge;

/**
 * The meaning of a score from 0 to 100.
 *
 * @param pass the least score of a Pass
 * @param marginal the least score of a Marginal
 */
public record ScoreThresholds(double pass, double marginal) {

    /** The values in Spinnaker's documentation. */
    public static final ScoreThresholds DEFAULT = new ScoreThresholds(95, 75);

    public CanaryOutcome outcome(double score) {
        if (score >= pass) {
            return CanaryOutcome.PASS;
        }
        return score >= marginal ? CanaryOutcome.MARGINAL : CanaryOutcome.FAIL;
    }
}
