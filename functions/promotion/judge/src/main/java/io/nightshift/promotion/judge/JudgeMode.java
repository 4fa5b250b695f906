package io.nightshift.promotion.judge;

/** Who judges. */
public enum JudgeMode {
    /** Our own judge: deterministic, scale-free, corrected for autocorrelation, able to say "not enough data". */
    NIGHTSHIFT,

    /** What Kayenta would say, faults included. */
    KAYENTA
}
