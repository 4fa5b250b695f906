package io.nightshift.core.decode;

/**
 * How much all packed texts of one payload may unpack to together, because many small bombs are as bad as a large one:
 * 1 MiB (CloudWatch Logs packs about that much into one batch), and 64 times what was packed. Log lines that are
 * packed on purpose come to a fortieth, a bomb to a thousandth. In what they unpack to there may be so many values of
 * JSON and so many log lines, however few bytes each takes.
 */
public final class UnpackLimit {

    static final int FREE_BYTES = 1024 * 1024;
    static final int TIMES = 64;

    /** Ten thousand lines have about 40,000. */
    static final int MOST_VALUES = 42_000;

    /** Lines beyond these are rejected, not lost: the payload goes to the dead-letter destination. */
    public static final int MOST_LINES = 10_000;

    private long left = FREE_BYTES;
    private int values = MOST_VALUES;
    private int lines = MOST_LINES;

    UnpackLimit() {}

    /** So many bytes are about to be unpacked. */
    public void packed(int bytes) {
        left += (long) TIMES * bytes;
    }

    /** Reports whether so many more unpacked bytes are within it; once no, always no. */
    public boolean takes(int bytes) {
        left -= bytes;
        return left >= 0;
    }

    /** How many values an unpacked text may have. */
    public int values() {
        return values;
    }

    /** So many values were read. */
    public void read(int count) {
        values = Math.max(0, values - count);
    }

    /** How many of so many log lines may be read. */
    public int lines(int wanted) {
        int granted = Math.min(wanted, lines);
        lines -= granted;
        return granted;
    }

    /** What a rejection says. */
    public String exceeded() {
        return "unpacks, together with what was unpacked before it, to more than " + FREE_BYTES + " bytes and " + TIMES
                + " times what was packed";
    }
}
