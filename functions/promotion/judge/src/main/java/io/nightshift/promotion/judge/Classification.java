package io.nightshift.promotion.judge;

/** What became of one metric; the labels are Kayenta's. */
public enum Classification {
    PASS("Pass"),
    HIGH("High"),
    LOW("Low"),
    NODATA("Nodata"),
    /** No data for a metric that must have some. */
    NODATA_FAIL_METRIC("NodataFailMetric"),
    ERROR("Error"),
    /** Data, but not as much as could show the change that matters. Kayenta has no such label. */
    NOT_ENOUGH_DATA("NotEnoughData");

    private final String label;

    Classification(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
