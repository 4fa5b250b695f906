package io.nightshift.promotion.judge;

/** The outcome of the canary. */
public enum CanaryOutcome {
    PASS("Pass"),
    MARGINAL("Marginal"),
    FAIL("Fail"),
    /** Data that is still missing could change the outcome. Only Nightshift's own judge returns it. */
    NOT_ENOUGH_DATA("NotEnoughData");

    private final String label;

    CanaryOutcome(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
