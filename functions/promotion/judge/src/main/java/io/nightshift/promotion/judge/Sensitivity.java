package io.nightshift.promotion.judge;

/**
 * The required sensitivity and confidence of Nightshift's judge. Kayenta has both fields and hard-codes 0.25 and 0.98.
 *
 * @param tolerance the smallest relative change that must be detectable before a metric may pass; 0.25 is 25 %
 * @param confidence one minus the share of equal canaries that this metric may fail, over all looks together
 */
public record Sensitivity(double tolerance, double confidence) {

    public static final Sensitivity DEFAULT = new Sensitivity(0.25, 0.99);

    public Sensitivity {
        if (!(tolerance >= 0) || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("tolerance must be at least 0, confidence between 0 and 1");
        }
    }
}
