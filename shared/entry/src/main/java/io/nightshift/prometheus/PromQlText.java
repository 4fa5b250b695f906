package io.nightshift.prometheus;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Finds errors in PromQL that every Prometheus rejects (an unterminated string or bracket; Prometheus itself checks the rest
 * when it runs the query), and escapes values.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Prometheus: query basics</a>
 */
public final class PromQlText {

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final String text;
    private final ArrayDeque<Integer> open = new ArrayDeque<>();

    private PromQlText(String text) {
        this.text = text;
    }

    /** The error and its position; empty if there is none. */
    public static Optional<String> fault(String text) {
        return new PromQlText(text).fault();
    }

    private Optional<String> fault() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'' || c == '`') {
                int end = endOfString(at, c);
                if (end < 0) {
                    return wrong(at, "has no end");
                }
                at = end;
            } else if (c == '#') {
                at = endOfLine(at);
            } else if (OPENING.indexOf(c) >= 0) {
                open.push(at);
            } else if (CLOSING.indexOf(c) >= 0 && !closes(c)) {
                return wrong(at, "closes nothing");
            }
            at++;
        }
        return open.isEmpty() ? Optional.empty() : wrong(open.peek(), "is not closed");
    }

    private Optional<String> wrong(int at, String what) {
        return Optional.of("is no PromQL: the " + text.charAt(at) + " at character " + (at + 1) + " " + what);
    }

    private boolean closes(char closing) {
        var opened = open.poll();
        return opened != null && OPENING.indexOf(text.charAt(opened)) == CLOSING.indexOf(closing);
    }

    /** In a raw string a backslash is an ordinary character. */
    private int endOfString(int start, char quote) {
        for (int at = start + 1; at < text.length(); at++) {
            if (text.charAt(at) == quote) {
                return at;
            }
            if (text.charAt(at) == '\\' && quote != '`') {
                at++;
            }
        }
        return -1;
    }

    private int endOfLine(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    /** An escaped value cannot end a PromQL string in double or single quotes; in a raw string it matches nothing. */
    public static String escaped(String value) {
        var out = new StringBuilder();
        value.chars().forEach(c -> {
            if ("\"'`\\".indexOf(c) >= 0 || c < 0x20 || c == 0x7f) {
                out.append("\\u%04x".formatted(c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }
}
