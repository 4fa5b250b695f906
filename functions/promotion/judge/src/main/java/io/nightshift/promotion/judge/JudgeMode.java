package io.nightshift.promotion.judge;

/** The judge to use. */
public enum JudgeMode {
    /** Nightshift's own judge: deterministic, scale-free, corrected for autocorrelation, able to return "not enough data". */
    NIGHTSHIFT,

    /** Kayenta's result, including its faults. */
    KAYENTA
}
