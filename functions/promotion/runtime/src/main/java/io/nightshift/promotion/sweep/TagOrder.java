package io.nightshift.promotion.sweep;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Orders tags as humans do: {@code v1.9} before {@code v1.10}. Runs of digits are numbers, everything else is
 * compared by character.
 */
public final class TagOrder implements Comparator<String> {

    public static final TagOrder HIGHEST_LAST = new TagOrder();

    /** The boundary between a digit and a non-digit. */
    private static final Pattern SEAM = Pattern.compile("(?<=[0-9])(?=[^0-9])|(?<=[^0-9])(?=[0-9])");

    private TagOrder() {}

    @Override
    public int compare(String one, String other) {
        var ones = SEAM.split(one, -1);
        var others = SEAM.split(other, -1);
        for (int i = 0; i < Math.min(ones.length, others.length); i++) {
            int order = part(ones[i], others[i]);
            if (order != 0) {
                return order;
            }
        }
        // v01 and v1 are equal as numbers, but are two tags.
        int longer = Integer.compare(ones.length, others.length);
        return longer != 0 ? longer : one.compareTo(other);
    }

    private static int part(String one, String other) {
        return isNumber(one) && isNumber(other)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }
}
