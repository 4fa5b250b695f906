package io.nightshift.core.decode;

/**
 * Limits the total size to which all packed texts of one payload may unpack, because many small bombs are as bad as a
 * large one. The limit is 1 MiB (CloudWatch Logs packs about that much into one batch) and 64 times the packed size.
 * Ordinary log lines compress to about a fortieth, a bomb to a thousandth. The number of JSON values and of log lines
 * in the unpacked text is limited too, because small ones cost more than their bytes.
 */
public final class UnpackLimit {

    static final int FREE_BYTES = 1024 * 1024;
    static final int TIMES = 64;

    /** Ten thousand log lines have about 40,000 JSON values. */
    static final int MOST_VALUES = 42_000;

    /** Lines beyond this limit are rejected, not lost: the payload goes to the dead-letter destination. */
    public static final int MOST_LINES = 10_000;

    private long left = FREE_BYTES;
    private int values = MOST_VALUES;
    private int lines = MOST_LINES;

    UnpackLimit() {}

    /** Counts this many packed bytes, which are about to be unpacked. */
    public void packed(int bytes) {
        left += (long) TIMES * bytes;
    }

    /** Reports whether this many more unpacked bytes are within the limit. Once it returns false, it always does. */
    public boolean takes(int bytes) {
        left -= bytes;
        return left >= 0;
    }

    /** The number of JSON values that an unpacked text may have. */
    public int values() {
        return values;
    }

    /** Counts this many values as read. */
    public void read(int count) {
        values = Math.max(0, values - count);
    }

    /** Returns how many of the given log lines may be read. */
    public int lines(int wanted) {
        int granted = Math.min(wanted, lines);
        lines -= granted;
        return granted;
    }

    /** The reason that a rejection gives. */
    public String exceeded() {
        return "unpacks, together with what was unpacked before it, to more than " + FREE_BYTES + " bytes and " + TIMES
                + " times what was packed";
    }
}
