package io.nightshift.gcp.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads a filter of Google Cloud token by token. A text in quotes keeps its first quote, so that it is no operator. */
final class FilterTokens {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|>=|<=|=~|!~|!=|[=:><(),]|[A-Za-z0-9_@*][A-Za-z0-9_.@*-]*)");

    private final String filter;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    FilterTokens(String filter) {
        this.filter = filter;
        var matcher = TOKEN.matcher(filter);
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, filter.length());
        }
        if (!filter.substring(end).isBlank()) {
            throw new IllegalArgumentException("not understood from \"" + filter.substring(end) + "\" in: " + filter);
        }
    }

    boolean isNext(String token) {
        return next < tokens.size() && tokens.get(next).equals(token);
    }

    boolean take(String token) {
        boolean isNext = isNext(token);
        next += isNext ? 1 : 0;
        return isNext;
    }

    void require(String token) {
        if (!take(token)) {
            throw new IllegalArgumentException("expected " + token + " before token " + next + " of: " + filter);
        }
    }

    String takeAny() {
        if (next == tokens.size()) {
            throw new IllegalArgumentException("ends too early: " + filter);
        }
        return tokens.get(next++);
    }

    /** A value, without its quotes. */
    String takeText() {
        var token = takeAny();
        return token.startsWith("\"") ? token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1") : token;
    }

    void requireEnd() {
        if (next != tokens.size()) {
            throw new IllegalArgumentException("not understood from \"" + tokens.get(next) + "\" in: " + filter);
        }
    }

    static <T> Predicate<T> all(List<Predicate<T>> parts) {
        return it -> parts.stream().allMatch(part -> part.test(it));
    }

    static <T> Predicate<T> any(List<Predicate<T>> parts) {
        return it -> parts.stream().anyMatch(part -> part.test(it));
    }
}
