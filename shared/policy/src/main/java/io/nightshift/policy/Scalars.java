package io.nightshift.policy;

import io.nightshift.core.json.Json;
import io.nightshift.policy.Shape.Form;
import io.nightshift.policy.Shape.Scalar;
import io.nightshift.policy.Shape.Written;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The scalars that policies are made of. */
final class Scalars {

    private static final int LONGEST = 256;

    /** What rules, environments, calendars, groups and channels are called. */
    static final Scalar NAME = matching(
            "a name (letters, digits, dots, dashes and underscores, at most 64)", "[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** One line that people or providers wrote; a number or a boolean counts as the text that it is written with. */
    static final Scalar LINE = new Scalar(
            "one line of text (not blank, at most 256 characters)",
            schema("string", "number", "boolean").with("maxLength", LONGEST).with("pattern", "[^ ]"),
            written -> line(written.text()).filter(text -> written.form() != Form.NOTHING));

    static final Scalar GLOB = new Scalar(
            "a pattern (at most 256 characters; * is any run, ? is one character, \\ takes the next one as it is)",
            schema("string", "number", "boolean").with("minLength", 1).with("maxLength", Glob.LONGEST),
            written -> Glob.of(written.text())
                    .filter(glob -> written.form() != Form.NOTHING)
                    .map(glob -> Json.of(glob.toString())));

    static final Scalar BOOLEAN = new Scalar(
            "true or false",
            schema("boolean"),
            written -> Optional.of(written)
                    .filter(value -> value.form() == Form.BOOLEAN)
                    .map(value -> Json.of(value.text().equals("true"))));

    static final Scalar SHARE =
            text("a share from 1% to 100%", "(100|[1-9][0-9]?)%", text -> Optional.of(Json.of(text)));

    static final Scalar ENVIRONMENT_VARIABLE = matching(
            "the name of an environment variable (the value itself never stands in a policy)",
            "[A-Z_][A-Z0-9_]{0,127}");

    static final Scalar DATE_TIME = text(
            "a local date and time such as 2026-12-20T18:00",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?",
            text -> parsed(() -> LocalDateTime.parse(text).toString()));

    static final Scalar WEEK_TIME = text(
            "a day and a time such as fri 16:00",
            WeekTime.PATTERN,
            text -> parsed(() -> WeekTime.parse(text).toString()));

    /** IANA names only: an offset knows no summer time. */
    static final Scalar ZONE = known("time zone", new TreeSet<>(ZoneId.getAvailableZoneIds()), schema("string"));

    private Scalars() {}

    static Scalar choice(String what, Collection<String> values) {
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

    static String a(String what) {
        return ("aeiou".indexOf(what.charAt(0)) < 0 ? "a " : "an ") + what;
    }

    static Scalar whole(long least, long most) {
        return new Scalar(
                least == most ? "the number " + least : "a whole number from " + least + " to " + most,
                schema("integer").with("minimum", least).with("maximum", most),
                written -> number(written)
                        .filter(number -> number >= least && number <= most)
                        .map(Json::of));
    }

    static Scalar integer() {
        return new Scalar(
                "a whole number", schema("integer"), written -> number(written).map(Json::of));
    }

    static Scalar words() {
        return new Scalar(
                "text (put a number or true and false into quotes)",
                schema("string"),
                written -> written.form() == Form.TEXT ? line(written.text()) : Optional.empty());
    }

    static Scalar span(Duration least, Duration most) {
        return text(
                "a duration from %s to %s, such as 90s, 15m, 2h or 1d".formatted(Span.text(least), Span.text(most)),
                "(" + Span.WRITTEN + "|" + Span.ISO + ")",
                text -> Span.parse(text)
                        .filter(span -> span.compareTo(least) >= 0 && span.compareTo(most) <= 0)
                        .map(span -> Json.of(span.toString())));
    }

    static Scalar matching(String wanted, String pattern) {
        return text(wanted, pattern, text -> Optional.of(Json.of(text)));
    }

    /** Text of this pattern. Java's patterns recurse, so the length is looked at first. */
    static Scalar text(String wanted, String pattern, Function<String, Optional<Json.Str>> reading) {
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
