package io.nightshift.gcp.filter;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The part of the Logging query language that our log sinks use: {@code AND}, {@code OR}, {@code NOT}, parentheses, {@code
 * log_id()}, and comparisons by {@code =}, {@code :}, {@code =~}, {@code >}, {@code >=} with one value or several. {@code OR}
 * binds tighter than {@code AND}. A comparison with a missing field is false. Texts are compared without regard to case.
 *
 * @see <a href="https://cloud.google.com/logging/docs/view/logging-query-language">Google Cloud: Logging query language</a>
 */
final class LogFilter implements Predicate<Json> {

    private static final List<String> SEVERITIES =
            List.of("DEFAULT", "DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL", "ALERT", "EMERGENCY");

    private final Predicate<Json> filter;

    private LogFilter(Predicate<Json> filter) {
        this.filter = filter;
    }

    /** @throws IllegalArgumentException for what it does not understand */
    static LogFilter of(String text) {
        var tokens = new FilterTokens(text);
        var filter = conjunction(tokens);
        tokens.requireEnd();
        return new LogFilter(filter);
    }

    @Override
    public boolean test(Json entry) {
        return filter.test(entry);
    }

    private static Predicate<Json> conjunction(FilterTokens tokens) {
        var parts = new ArrayList<Predicate<Json>>();
        do {
            parts.add(disjunction(tokens));
        } while (tokens.take("AND"));
        return FilterTokens.all(parts);
    }

    private static Predicate<Json> disjunction(FilterTokens tokens) {
        var parts = new ArrayList<Predicate<Json>>();
        do {
            parts.add(negation(tokens));
        } while (tokens.take("OR"));
        return FilterTokens.any(parts);
    }

    private static Predicate<Json> negation(FilterTokens tokens) {
        return tokens.take("NOT") ? term(tokens).negate() : term(tokens);
    }

    private static Predicate<Json> term(FilterTokens tokens) {
        if (tokens.take("(")) {
            var inside = conjunction(tokens);
            tokens.require(")");
            return inside;
        }
        var path = tokens.takeAny();
        return path.equals("log_id") ? logId(tokens) : comparison(path, tokens);
    }

    private static Predicate<Json> logId(FilterTokens tokens) {
        tokens.require("(");
        var id = URLEncoder.encode(tokens.takeText(), StandardCharsets.UTF_8);
        tokens.require(")");
        var name = Pattern.compile("(projects|organizations|folders|billingAccounts)/[^/]+/logs/" + Pattern.quote(id));
        return entry -> text(entry, "logName")
                .filter(log -> name.matcher(log).matches())
                .isPresent();
    }

    private static Predicate<Json> comparison(String path, FilterTokens tokens) {
        var operator = tokens.takeAny();
        if (!tokens.take("(")) {
            return comparison(path, operator, tokens.takeText());
        }
        var values = new ArrayList<Predicate<Json>>();
        do {
            values.add(comparison(path, operator, tokens.takeText()));
        } while (tokens.take("OR"));
        tokens.require(")");
        return FilterTokens.any(values);
    }

    private static Predicate<Json> comparison(String path, String operator, String value) {
        Predicate<String> matches = switch (operator) {
            case "=" -> value::equalsIgnoreCase;
            case ":" -> value.equals("*") ? any -> true : text -> lower(text).contains(lower(value));
            case "=~" -> text -> Pattern.compile(value).matcher(text).find();
            case ">" -> text -> compared(path, text, value) > 0;
            case ">=" -> text -> compared(path, text, value) >= 0;
            default -> throw new IllegalArgumentException("unknown operator " + operator);
        };
        return entry -> text(entry, path).filter(matches).isPresent();
    }

    private static int compared(String path, String text, String value) {
        return path.equals("severity")
                ? Integer.compare(SEVERITIES.indexOf(text), SEVERITIES.indexOf(value))
                : Double.compare(Double.parseDouble(text), Double.parseDouble(value));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** A field's text; empty if it is missing. A field that holds others is there, with an empty text. */
    private static Optional<String> text(Json entry, String path) {
        var view = View.of(entry);
        for (var name : path.split("\\.", -1)) {
            if (!view.isObject()) {
                return Optional.empty();
            }
            view = view.at(name);
        }
        return view.exists() ? Optional.of(scalar(view)) : Optional.empty();
    }

    private static String scalar(View view) {
        try {
            return switch (view.json()) {
                case Json.Str text -> text.value();
                case Json.Num number -> number.text();
                case Json.Bool bool -> String.valueOf(bool.value());
                case Json other -> "";
            };
        } catch (JsonException e) {
            throw new IllegalStateException("a field that is there cannot be read", e);
        }
    }
}
