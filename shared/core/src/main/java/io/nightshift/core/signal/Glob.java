package io.nightshift.core.signal;

import java.util.Optional;

/**
 * A pattern for a whole text: {@code *} is any run of characters, also none, {@code ?} is one character, and a
 * backslash takes the next character as it is. Everything else, brackets too, stands for itself; capitals count.
 *
 * <p>Matched in one pass that goes back to the last {@code *} only: at worst the length of the pattern times the
 * length of the text, whatever someone writes.
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
     * Empty if the text is empty, longer than 256 characters, holds control characters or ends in a single backslash.
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

    /** Reports whether everything that the other matches is matched by this; may say no where it is. */
    public boolean covers(Glob other) {
        return matches(other.pattern);
    }

    /** A wildcard among the symbols is matched by a wildcard that is at least as wide, and by nothing else. */
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

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
