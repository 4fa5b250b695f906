package io.nightshift.core.signal;

import java.util.Optional;

/**
 * A pattern for a whole text: {@code *} matches any characters, also none, {@code ?} matches one character, and a
 * backslash escapes the next character. Everything else, brackets too, matches itself; case matters.
 *
 * <p>Matching takes one pass that backtracks only to the last {@code *}: at worst the length of the pattern times the
 * length of the text, for any pattern.
 */
public final class Glob {

    public static final int LONGEST = 256;
    private static final int RUN = -1;
    private static final int ONE = -2;

    private final String text;
    private final int[] pattern;

    private Glob(String text, int[] pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /**
     * Returns empty if the text is empty, longer than 256 characters, holds control characters or ends in a single
     * backslash.
     */
    public static Optional<Glob> of(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        var symbols = new int[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\\') {
                if (i == text.length()) {
                    return Optional.empty();
                }
                symbols[length++] = text.codePointAt(i);
                i += Character.charCount(symbols[length - 1]);
            } else {
                symbols[length++] = c == '*' ? RUN : c == '?' ? ONE : c;
            }
        }
        return Optional.of(new Glob(text, java.util.Arrays.copyOf(symbols, length)));
    }

    public boolean matches(String value) {
        return matches(value.codePoints().toArray());
    }

    /** Reports whether this pattern matches everything that the other matches; may return false although it does. */
    public boolean covers(Glob other) {
        return matches(other.pattern);
    }

    /** A wildcard among the symbols matches only a wildcard that is at least as wide. */
    private boolean matches(int[] symbols) {
        int p = 0;
        int s = 0;
        int lastRun = -1;
        int resume = 0;
        while (s < symbols.length) {
            if (p < pattern.length && pattern[p] == RUN) {
                lastRun = p++;
                resume = s;
            } else if (p < pattern.length && fits(pattern[p], symbols[s])) {
                p++;
                s++;
            } else if (lastRun >= 0) {
                p = lastRun + 1;
                s = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == RUN) {
            p++;
        }
        return p == pattern.length;
    }

    private static boolean fits(int wanted, int symbol) {
        return wanted == ONE ? symbol != RUN : wanted == symbol;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && glob.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern as written. */
    @Override
    public String toString() {
        return text;
    }
}
