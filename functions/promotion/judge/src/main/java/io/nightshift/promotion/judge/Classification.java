package io.nightshift.promotion.judge;

/** The classification of one metric; the labels are Kayenta's. */
public enum Classification {
    PASS("Pass"),
    HIGH("High"),
    LOW("Low"),
    NODATA("Nodata"),
    /** There is no data for a metric that must have some. */
    NODATA_FAIL_METRIC("NodataFailMetric"),
    ERROR("Error"),
    /** There is data, but too little to show the change that matters. Kayenta has no such label. */
    NOT_ENOUGH_DATA("NotEnoughData");

    private final String label;

    Classification(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
