package io.nightshift.text;

/** Escapes text for HTML or SVG, in elements and in quoted attributes. */
public final class HtmlText {

    private HtmlText() {}

    /** Makes characters visible that browsers hide or reorder. */
    public static String text(String text) {
        var safe = TerminalText.safe(text);
        var out = new StringBuilder(safe.length());
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** Appends an element with that text, on a line of its own. */
    public static void element(StringBuilder page, String name, String text) {
        page.append("<%s>%s</%s>\n".formatted(name, text(text), name));
    }
}
