package io.nightshift.policy;

import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import io.nightshift.policy.Shape.Form;
import io.nightshift.policy.Shape.Scalar;
import io.nightshift.policy.Shape.Written;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The scalars that policies are made of. */
public final class Scalars {

    private static final int LONGEST = 256;
    private static final String SPAN = "a duration ";
    private static final Duration MONTH = Duration.ofDays(31);

    /** The names of rules, environments, calendars, groups and channels. */
    public static final Scalar NAME = matching(
            "a name (letters, digits, dots, dashes and underscores, at most 64)", "[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** One line written by a human or a provider; a number or a boolean is taken as its text. */
    public static final Scalar LINE = new Scalar(
            "one line of text (not blank, at most 256 characters)",
            schema("string", "number", "boolean").with("maxLength", LONGEST).with("pattern", "[^ ]"),
            written -> line(written.text()).filter(text -> written.form() != Form.NOTHING));

    public static final Scalar GLOB = new Scalar(
            "a pattern (at most 256 characters; * is any run, ? is one character, \\ takes the next one as it is)",
            schema("string", "number", "boolean").with("minLength", 1).with("maxLength", Glob.LONGEST),
            written -> Glob.of(written.text())
                    .filter(glob -> written.form() != Form.NOTHING)
                    .map(glob -> Json.of(glob.toString())));

    /** A word of a sender, or a severity with a plus. */
    public static final Scalar SEVERITY = lowerCase(
            "a severity such as critical, a pattern such as *crit*, or one and all above it: info+, low+, medium+, high+, critical+",
            text -> SeverityPattern.of(text).isPresent());

    /** The state of a signal. */
    public static final Scalar STATE = lowerCase(
            "a pattern for a state such as firing, open, denied or failed",
            text -> Glob.of(text).isPresent());

    /** A pattern that stands somewhere in a text. */
    public static final Scalar MESSAGE = new Scalar(
            "a pattern for a part of the message (at most 254 characters)",
            schema("string", "number", "boolean").with("minLength", 1).with("maxLength", Glob.LONGEST - 2),
            written -> Glob.of(written.text())
                    .filter(glob ->
                            written.form() != Form.NOTHING && written.text().length() <= Glob.LONGEST - 2)
                    .map(glob -> Json.of(glob.toString())));

    /** Hours of a day. */
    public static final Scalar BETWEEN = text(
            "hours such as 22:00-06:00",
            Hours.PATTERN,
            text -> text.substring(0, 5).equals(text.substring(6)) ? Optional.empty() : Optional.of(Json.of(text)));

    public static final Scalar BOOLEAN = new Scalar(
            "true or false",
            schema("boolean"),
            written -> Optional.of(written)
                    .filter(value -> value.form() == Form.BOOLEAN)
                    .map(value -> Json.of(value.text().equals("true"))));

    /** Written {@code 25%}. */
    public static final Scalar SHARE =
            text("a share from 1% to 100%", "(100|[1-9][0-9]?)%", text -> Optional.of(Json.of(text)));

    public static final Scalar IMAGE = text(
            "the name of an image such as registry.example/shop/web, without tag and digest",
            "[A-Za-z0-9.-]+(:[0-9]{1,5})?/[a-z0-9._/-]+",
            text -> {
                try {
                    var json = Json.of(text);
                    Image.of(View.of(json), text);
                    return Optional.of(json);
                } catch (JsonException e) {
                    return Optional.empty();
                }
            });

    /** A password before an {@code @} would appear in every ledger entry. */
    public static final Scalar URL = matching(
            "a URL such as https://shop.example/health, without a user's name", "https?://[^\\s@/?#]+([/?#]\\S*)?");

    /** An HTTP header. Credentials are secrets and do not belong in a policy. */
    public static final Scalar HEADER =
            matching("a header such as X-Version: new", "[A-Za-z0-9-]{1,64}: [\\x20-\\x7e]{1,180}");

    public static final Scalar DATE = text(
            "a date such as 2026-12-31",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}",
            text -> parsed(() -> LocalDate.parse(text).toString()));

    public static final Scalar FREE_KEY = matching(
            "a key of letters, digits, dots, dashes, slashes, colons and underscores, at most 128",
            "[A-Za-z0-9_][A-Za-z0-9_./: -]{0,127}");

    /** Text keeps its line breaks: a query may have many. */
    public static final Scalar FREE_VALUE =
            new Scalar("text (at most 4096 characters), a number or true and false", Json.obj(), Scalars::free);

    public static final Scalar FREE_TEXT = new Scalar(
            "text (at most 4096 characters) or keys with values",
            Json.obj(),
            written -> written.form() == Form.TEXT ? free(written) : Optional.empty());

    public static final Scalar ENVIRONMENT_VARIABLE = matching(
            "the name of an environment variable (the value itself never stands in a policy)",
            "[A-Z_][A-Z0-9_]{0,127}");

    public static final Scalar DATE_TIME = text(
            "a local date and time such as 2026-12-20T18:00",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?",
            text -> parsed(() -> LocalDateTime.parse(text).toString()));

    public static final Scalar WEEK_TIME = text(
            "a day and a time such as fri 16:00",
            WeekTime.PATTERN,
            text -> parsed(() -> WeekTime.parse(text).toString()));

    /** IANA names only: an offset does not change with summer time. */
    public static final Scalar ZONE = known("time zone", new TreeSet<>(ZoneId.getAvailableZoneIds()), schema("string"));

    public static final Scalar SOME_TIME = span(Duration.ofSeconds(1), MONTH);

    /** Up to ten years. */
    public static final Scalar LONG_TIME = span(Duration.ofSeconds(1), Duration.ofDays(3650));

    public static final Scalar TIME_OR_NONE = span(Duration.ZERO, MONTH);

    private Scalars() {}

    private static Scalar lowerCase(String wanted, Predicate<String> valid) {
        return new Scalar(
                wanted,
                schema("string", "number", "boolean").with("minLength", 1).with("maxLength", Glob.LONGEST),
                written -> Optional.of(written.text().toLowerCase(Locale.ROOT))
                        .filter(text -> written.form() != Form.NOTHING && valid.test(text))
                        .map(Json::of));
    }

    public static Scalar choice(String what, Collection<String> values) {
        return known(what, values, Json.obj().with("enum", Json.strings(values)));
    }

    private static Scalar known(String what, Collection<String> values, Json.Obj schema) {
        return new Scalar(
                a(what),
                what,
                values,
                schema,
                written -> Optional.of(Json.of(written.text()))
                        .filter(value -> values.contains(written.text()))
                        .map(Json.class::cast));
    }

    public static String a(String what) {
        return ("aeiou".indexOf(what.charAt(0)) < 0 ? "a " : "an ") + what;
    }

    public static Scalar whole(long least, long most) {
        return new Scalar(
                least == most ? "the number " + least : "a whole number from " + least + " to " + most,
                schema("integer").with("minimum", least).with("maximum", most),
                written -> number(written)
                        .filter(number -> number >= least && number <= most)
                        .map(Json::of));
    }

    public static Scalar decimal(double least, double most) {
        return new Scalar(
                "a number from " + brief(least) + " to " + brief(most),
                schema("number").with("minimum", number(least)).with("maximum", number(most)),
                written -> decimal(written)
                        .filter(number -> number >= least && number <= most)
                        .map(Scalars::number));
    }

    public static Scalar decimal() {
        return new Scalar(
                "a number", schema("number"), written -> decimal(written).map(Scalars::number));
    }

    private static Optional<Double> decimal(Written written) {
        if ((written.form() != Form.DECIMAL && written.form() != Form.WHOLE)
                || written.text().length() > 32) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(written.text())).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** One spelling for each number: {@code 5}, {@code 0.25}. */
    private static Json number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? Json.of((long) number) : Json.of(number);
    }

    private static String brief(double number) {
        return number(number).text();
    }

    private static Optional<Json> free(Written written) {
        return switch (written.form()) {
            case TEXT ->
                Optional.of(written.text())
                        .filter(text -> text.length() <= 4096
                                && text.codePoints()
                                        .allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c)))
                        .map(Json::of);
            case WHOLE -> number(written).map(Json::of);
            case DECIMAL -> decimal(written).map(Scalars::number);
            case BOOLEAN -> Optional.of(Json.of(written.text().equals("true")));
            case NOTHING, LIST, TABLE -> Optional.empty();
        };
    }

    public static Scalar integer() {
        return new Scalar(
                "a whole number", schema("integer"), written -> number(written).map(Json::of));
    }

    public static Scalar words() {
        return new Scalar(
                "text (put a number or true and false into quotes)",
                schema("string"),
                written -> written.form() == Form.TEXT ? line(written.text()) : Optional.empty());
    }

    public static boolean isSpan(Shape shape) {
        return shape instanceof Scalar scalar && scalar.wanted().startsWith(SPAN);
    }

    public static Scalar span(Duration least, Duration most) {
        return text(
                SPAN
                        + "from %s to %s, such as 90s, 15m, 2h or 1d"
                                .formatted(PolicyDuration.text(least), PolicyDuration.text(most)),
                "(" + PolicyDuration.WRITTEN + "|" + PolicyDuration.ISO + ")",
                text -> PolicyDuration.parse(text)
                        .filter(span -> span.compareTo(least) >= 0 && span.compareTo(most) <= 0)
                        .map(span -> Json.of(span.toString())));
    }

    public static Scalar matching(String wanted, String pattern) {
        return text(wanted, pattern, text -> Optional.of(Json.of(text)));
    }

    /** Text that matches this pattern. Java's patterns recurse, so the length is checked first. */
    public static Scalar text(String wanted, String pattern, Function<String, Optional<Json.Str>> reading) {
        var compiled = Pattern.compile(pattern);
        return new Scalar(
                wanted,
                schema("string").with("maxLength", LONGEST).with("pattern", "^(" + pattern + ")$"),
                written -> written.form() == Form.TEXT
                                && written.text().length() <= LONGEST
                                && compiled.matcher(written.text()).matches()
                        ? reading.apply(written.text()).map(Json.class::cast)
                        : Optional.empty());
    }

    private static Optional<Long> number(Written written) {
        return written.form() == Form.WHOLE && written.text().length() <= 18
                ? Optional.of(Long.parseLong(written.text()))
                : Optional.empty();
    }

    private static Optional<Json> line(String text) {
        return !text.isBlank() && text.length() <= LONGEST && text.codePoints().noneMatch(Character::isISOControl)
                ? Optional.of(Json.of(text))
                : Optional.empty();
    }

    private interface Parsing {
        String normal();
    }

    private static Optional<Json.Str> parsed(Parsing parsing) {
        try {
            return Optional.of(Json.of(parsing.normal()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Json.Obj schema(String type) {
        return Json.obj().with("type", type);
    }

    private static Json.Obj schema(String... types) {
        return Json.obj().with("type", Json.strings(List.of(types)));
    }
}
