package io.nightshift.core.json;

import java.util.Iterator;

/** Writes JSON; control characters and the line separators U+2028/2029 are escaped so that the text is safe in logs. */
final class JsonWriter {

    private final StringBuilder out = new StringBuilder(1_024);
    private final boolean indented;

    private JsonWriter(boolean indented) {
        this.indented = indented;
    }

    static String compact(Json value) {
        return new JsonWriter(false).write(value, 0).out.toString();
    }

    static String pretty(Json value) {
        return new JsonWriter(true).write(value, 0).out.toString();
    }

    private JsonWriter write(Json value, int level) {
        switch (value) {
            case Json.Obj obj -> object(obj, level);
            case Json.Arr arr -> array(arr, level);
            case Json.Str(var text) -> string(text);
            case Json.Num(var text) -> out.append(text);
            case Json.Bool(var bool) -> out.append(bool);
            case Json.Null ignored -> out.append("null");
        }
        return this;
    }

    private void object(Json.Obj obj, int level) {
        out.append('{');
        var members = obj.members().entrySet().iterator();
        while (members.hasNext()) {
            var member = members.next();
            line(level + 1);
            string(member.getKey());
            out.append(indented ? ": " : ":");
            write(member.getValue(), level + 1);
            comma(members);
        }
        if (!obj.members().isEmpty()) {
            line(level);
        }
        out.append('}');
    }

    private void array(Json.Arr arr, int level) {
        out.append('[');
        var items = arr.items().iterator();
        while (items.hasNext()) {
            line(level + 1);
            write(items.next(), level + 1);
            comma(items);
        }
        if (!arr.items().isEmpty()) {
            line(level);
        }
        out.append(']');
    }

    private void comma(Iterator<?> rest) {
        if (rest.hasNext()) {
            out.append(',');
        }
    }

    private void line(int level) {
        if (indented) {
            out.append('\n').repeat("  ", level);
        }
    }

    private void string(String text) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text, i)) {
                out.append(text, written, i).append(escape(text.charAt(i)));
                written = i + 1;
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private static boolean isEscaped(String text, int i) {
        char c = text.charAt(i);
        if (c < 0x7f) {
            return c < 0x20 || c == '"' || c == '\\';
        }
        return c == 0x7f || c == 0x2028 || c == 0x2029 || loneSurrogate(text, i);
    }

    private static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted((int) c);
        };
    }

    /** Half of a surrogate pair has no UTF-8 form; as an escape it survives a round trip. */
    private static boolean loneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
