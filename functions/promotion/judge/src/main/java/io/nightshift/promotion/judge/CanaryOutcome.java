package io.nightshift.promotion.judge;

/** What became of the canary. */
public enum CanaryOutcome {
    PASS("Pass"),
    MARGINAL("Marginal"),
    FAIL("Fail"),
    /** What was not seen yet could still turn it. Our own judge's only. */
    NOT_ENOUGH_DATA("NotEnoughData");

    private final String label;

    CanaryOutcome(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
