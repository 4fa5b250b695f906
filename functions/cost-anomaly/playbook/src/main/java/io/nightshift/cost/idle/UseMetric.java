package io.nightshift.cost.idle;

/** What is measured of a resource, one number a day. */
public enum UseMetric {
    /** The mean of the day, in percent. */
    CPU_MEAN,
    /** The highest value of the day, in percent. */
    CPU_HIGHEST,
    /** Received and sent bytes. */
    NETWORK_BYTES,
    /** Reads and writes of a disk. */
    DISK_OPERATIONS,
    /** The most connections at once. */
    CONNECTIONS,
    REQUESTS
}
