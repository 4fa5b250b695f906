package io.nightshift.core.decode;

/**
 * How much all packed texts of one payload may unpack to together, because many small bombs are as bad as a large one:
 * 1 MiB (CloudWatch Logs packs about that much into one batch), and 64 times what was packed. Log lines that are
 * packed on purpose come to a fortieth, a bomb to a thousandth.
 */
public final class Allowance {

    static final int FREE_BYTES = 1024 * 1024;
    static final int TIMES = 64;

    private long left = FREE_BYTES;

    Allowance() {}

    /** So many bytes are about to be unpacked. */
    public void packed(int bytes) {
        left += (long) TIMES * bytes;
    }

    /** Whether so many more unpacked bytes are within it; once no, always no. */
    public boolean takes(int bytes) {
        left -= bytes;
        return left >= 0;
    }

    /** What a rejection says. */
    public String exceeded() {
        return "unpacks, together with what was unpacked before it, to more than " + FREE_BYTES + " bytes and " + TIMES
                + " times what was packed";
    }
}
