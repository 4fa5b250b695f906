package io.nightshift.core.json;

/**
 * Quotes a name from a payload for messages: shortened, in double quotes, without control characters or invisible
 * ones.
 */
final class Quoted {

    private Quoted() {}

    static String name(String name, int longest) {
        var shown = name.length() <= longest ? name : name.substring(0, longest) + "…";
        var out = new StringBuilder(shown.length() + 2);
        Json.of(shown).text().codePoints().forEach(c -> append(c, out));
        return out.toString();
    }

    private static void append(int c, StringBuilder out) {
        if (!isUnseen(c)) {
            out.appendCodePoint(c);
            return;
        }
        for (char half : Character.toChars(c)) {
            out.append("\\u%04x".formatted((int) half));
        }
    }

    /** Reports whether it is a control character, a bidirectional mark, a line separator or half a surrogate pair. */
    static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
