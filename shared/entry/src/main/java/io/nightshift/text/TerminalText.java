package io.nightshift.text;

/** Makes text safe for a terminal: foreign text cannot move the cursor, change colours or fake a line. */
public final class TerminalText {

    private TerminalText() {}

    public static String safe(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                out.append("\\n");
            } else if (c == '\t') {
                out.append(' ');
            } else if (Character.isISOControl(c) || isInvisible(c)) {
                out.append("\\u%04x".formatted(c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /**
     * Reports whether the character reorders or hides text (bidirectional overrides, line separators, lone
     * surrogates).
     */
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** At most this many characters, with an ellipsis if something was cut. */
    public static String clipped(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(0, most - 1)) + "…";
    }
}
