package io.nightshift.core.decode;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the known name that a misspelled one probably means, and quotes foreign text so that it is safe to print. */
public final class NearestName {

    /** Longer words are not treated as misspellings. */
    private static final int LONGEST = 64;

    /** The maximum number of names that a message lists. */
    private static final int MOST_LISTED = 40;

    private NearestName() {}

    /** {@code ; did you mean `cool-down`?} or {@code ; known are a, b, c}. */
    public static String hint(String word, Collection<String> known) {
        if (known.isEmpty()) {
            return "; none is known here";
        }
        return of(word, known)
                .map(name -> "; did you mean " + quote(name) + "?")
                .orElseGet(() -> known.size() > MOST_LISTED ? alike(word, known) : listed("; known are ", known));
    }

    /** Those that begin with the same word, such as {@code restart-}. */
    private static String alike(String word, Collection<String> known) {
        int end = word.indexOf('-');
        var alike = known.stream()
                .filter(name -> end > 0 && name.startsWith(word.substring(0, end + 1)))
                .sorted()
                .limit(MOST_LISTED)
                .toList();
        return alike.isEmpty() ? "" : listed("; known with this beginning are ", alike);
    }

    private static String listed(String what, Collection<String> names) {
        return what + names.stream().map(NearestName::shown).collect(Collectors.joining(", "));
    }

    /** The nearest known name; its distance is at most a third of the longer name's length. */
    public static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(name -> name.length() <= LONGEST)
                .filter(name -> distance(word, name) <= Math.max(1, Math.max(word.length(), name.length()) / 3))
                .min(Comparator.comparingInt(name -> distance(word, name)));
    }

    /** The number of edits from one word to the other: insert, delete, replace, swap two neighbours. */
    public static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }

    /** The word in backquotes, shortened, without control characters. */
    public static String quote(String word) {
        return "`" + shown(word).replace('`', '?') + "`";
    }

    private static String shown(String word) {
        var shown = word.codePointCount(0, word.length()) <= 60
                ? word
                : word.substring(0, word.offsetByCodePoints(0, 60)) + "…";
        return plain(shown);
    }

    /** The text on one line, with control characters and invisible marks replaced. */
    public static String plain(String text) {
        var out = new StringBuilder();
        text.codePoints()
                .map(c -> !Character.isDefined(c) || Character.isISOControl(c) || unseen(c) ? '?' : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** Reports whether it is a bidirectional mark, a line separator or half a surrogate pair. */
    private static boolean unseen(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }
}
