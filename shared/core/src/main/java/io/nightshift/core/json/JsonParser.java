package io.nightshift.core.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** A strict RFC 8259 parser: no comments, no trailing commas, no duplicate names; errors carry line and column. */
final class JsonParser {

    /** The maximum length of a name in a message, in characters. */
    private static final int LONGEST_NAME = 40;

    private final String text;
    private final JsonLimits limits;
    private int at;
    private int depth;
    private int values;

    JsonParser(String text, JsonLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    Json parse() throws JsonException {
        if (text.length() > limits.characters()) {
            throw new JsonException(
                    "the text has " + text.length() + " characters; at most " + limits.characters() + " are accepted");
        }
        skipSpace();
        if (at == text.length()) {
            throw error("the text is empty; expected a JSON value");
        }
        var value = value();
        skipSpace();
        if (at < text.length()) {
            throw error("unexpected " + shown(text.charAt(at)) + " after the end of the value");
        }
        return value;
    }

    /** The number of values read, up to the error if there was one. */
    int values() {
        return values;
    }

    private Json value() throws JsonException {
        if (at == text.length()) {
            throw error("the text ends where a value should be; it is cut off");
        }
        if (++values > limits.values()) {
            throw error("more than " + limits.values() + " values");
        }
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Str(string());
            case 't' -> literal("true", new Json.Bool(true));
            case 'f' -> literal("false", new Json.Bool(false));
            case 'n' -> literal("null", Json.Null.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw error("unexpected " + shown(text.charAt(at)) + " where a value should be");
        };
    }

    private Json object() throws JsonException {
        enter();
        Map<String, Json> members = new LinkedHashMap<>();
        skipSpace();
        if (peek() == '}') {
            return leave(new Json.Obj(members));
        }
        while (true) {
            skipSpace();
            if (peek() != '"') {
                throw error("expected a member name in double quotes, found " + shown(peek()));
            }
            int nameAt = at;
            var name = string();
            skipSpace();
            expect(':');
            skipSpace();
            if (members.put(name, value()) != null) {
                at = nameAt;
                throw error("the name " + Quoted.name(name, LONGEST_NAME) + " stands twice in one object");
            }
            skipSpace();
            if (peek() == '}') {
                return leave(new Json.Obj(members));
            }
            expect(',');
        }
    }

    private Json array() throws JsonException {
        enter();
        var items = new ArrayList<Json>();
        skipSpace();
        if (peek() == ']') {
            return leave(new Json.Arr(items));
        }
        while (true) {
            skipSpace();
            items.add(value());
            skipSpace();
            if (peek() == ']') {
                return leave(new Json.Arr(items));
            }
            expect(',');
        }
    }

    private void enter() throws JsonException {
        if (++depth > limits.depth()) {
            throw error("nested deeper than " + limits.depth() + " levels");
        }
        at++;
    }

    private Json leave(Json value) {
        depth--;
        at++;
        return value;
    }

    private String string() throws JsonException {
        int start = ++at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return text.substring(start, at++);
            }
            if (c == '\\' || c < 0x20) {
                return escapedString(start);
            }
            at++;
        }
        throw error("the string that starts here has no end; the text is cut off", start - 1);
    }

    private String escapedString(int start) throws JsonException {
        var out = new StringBuilder(Math.max(32, 2 * (at - start))).append(text, start, at);
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < 0x20) {
                at--;
                throw error("a control character inside a string; write it as \\u%04x".formatted((int) c));
            }
            out.append(c == '\\' ? escape() : c);
        }
        throw error("the string that starts here has no end; the text is cut off", start - 1);
    }

    private char escape() throws JsonException {
        if (at == text.length()) {
            throw error("the text ends inside an escape; it is cut off");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw error("unknown escape: a backslash before " + shown(c));
            }
        };
    }

    private char unicode() throws JsonException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw error("\\u needs four hexadecimal digits");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private Json number() throws JsonException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return new Json.Num(text.substring(start, at));
    }

    private void digits() throws JsonException {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw error("a digit is missing in this number");
        }
    }

    private Json literal(String word, Json value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw error("expected " + word);
        }
        at += word.length();
        return value;
    }

    private void expect(char wanted) throws JsonException {
        if (peek() != wanted) {
            throw error("expected '" + wanted + "', found " + shown(peek()));
        }
        at++;
    }

    /** The current character, or NUL at the end of the text. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private String shown(char c) {
        if (at >= text.length()) {
            return "the end of the text (it is cut off)";
        }
        return c < 0x20 || c > 0x7e ? "U+%04X".formatted((int) c) : "'" + c + "'";
    }

    private JsonException error(String problem) {
        return error(problem, at);
    }

    private JsonException error(String problem, int where) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < where; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return JsonException.at(line, where - lineStart + 1, problem);
    }
}
