package io.nightshift.cost;

/** The phases of a run of costs: a scan, a digest, changes of an account, or one anomaly. */
public enum CostPhase {
    STARTING,
    SCANNING,
    DIGESTING,
    COLLECTING,
    EXPLAINING,
    WAITING,
    OPENED,
    GREW,
    ACKNOWLEDGED,
    CORRECTED,
    RECOVERED,
    EXPECTED,
    CLOSED
}
