package io.nightshift.core.decode;

/** Cuts foreign text to a maximum length and states how much was left out. */
public final class TextLimit {

    /**
     * The maximum length of human-readable text. Slack shows 3,000 characters in a section; the full text stays at
     * the provider.
     */
    public static final int LONGEST_MESSAGE = 2_000;

    private TextLimit() {}

    /**
     * Human-readable text: at most {@link #LONGEST_MESSAGE} characters, then {@code … (N characters left out)}, with
     * {@code (hidden)} in place of each secret.
     */
    public static String message(String text) {
        // A secret that begins before the cut may end after it.
        int masked = Math.min(text.length(), 2 * LONGEST_MESSAGE);
        return clipped(SecretText.masked(text.substring(0, masked)) + text.substring(masked), LONGEST_MESSAGE);
    }

    /** At most this many UTF-16 units of the text, never half of a surrogate pair, plus the marker. */
    public static String clipped(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "… (" + (text.length() - end) + " characters left out)";
    }
}
