package io.nightshift.promotion.judge;

/**
 * What a score from 0 to 100 means.
 *
 * @param pass the least score of a Pass
 * @param marginal the least score of a Marginal
 */
public record ScoreThresholds(double pass, double marginal) {

    /** Those of Spinnaker's documentation. */
    public static final ScoreThresholds DEFAULT = new ScoreThresholds(95, 75);

    public CanaryOutcome outcome(double score) {
        if (score >= pass) {
            return CanaryOutcome.PASS;
        }
        return score >= marginal ? CanaryOutcome.MARGINAL : CanaryOutcome.FAIL;
    }
}
