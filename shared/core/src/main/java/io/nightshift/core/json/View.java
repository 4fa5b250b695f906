package io.nightshift.core.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a foreign JSON value: each error names the path and what is valid there.
 *
 * <p>Missing and null are the same. A scalar is accepted in the forms that providers mix: {@code text()} takes
 * numbers and booleans, {@code number()} takes digits in a string.
 */
public final class View {

    private static final int LONGEST_STEP = 60;

    private static final int NO_INDEX = -1;

    /**
     * The value that contains this one; null for the whole text. The path is only built on demand, because it is
     * rarely needed.
     */
    private final @Nullable View parent;

    private final String name;
    private final int index;
    private final @Nullable Json value;

    private View(@Nullable View parent, String name, int index, @Nullable Json value) {
        this.parent = parent;
        this.name = name;
        this.index = index;
        this.value = value == Json.Null.NULL ? null : value;
    }

    public static View of(Json value) {
        return new View(null, "$", NO_INDEX, value);
    }

    /** The path of this value, as {@code $.detail.state.value}. */
    public String path() {
        var path = new StringBuilder();
        addPath(path);
        return path.toString();
    }

    private void addPath(StringBuilder path) {
        if (parent == null) {
            path.append(name);
            return;
        }
        parent.addPath(path);
        path.append(index == NO_INDEX ? step(name) : "[" + index + "]");
    }

    public boolean exists() {
        return value != null;
    }

    /** The member with that name; absent if this is not an object or has no such member. */
    public View at(String name) {
        return new View(this, name, NO_INDEX, value instanceof Json.Obj obj ? obj.get(name) : null);
    }

    /**
     * A name from the payload may contain anything and is used in messages: it is quoted, escaped and cut to one
     * line.
     */
    private static String step(String name) {
        if (name.length() <= LONGEST_STEP && name.chars().allMatch(View::isPlain)) {
            return "." + name;
        }
        return "[" + Quoted.name(name, LONGEST_STEP) + "]";
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-@$".indexOf(c) >= 0;
    }

    /** The value below this one at a path of several names. */
    public View at(String first, String... rest) {
        var view = at(first);
        for (var name : rest) {
            view = view.at(name);
        }
        return view;
    }

    public View at(int index) {
        return new View(
                this,
                "",
                index,
                value instanceof Json.Arr arr && index < arr.items().size()
                        ? arr.items().get(index)
                        : null);
    }

    /** The first member that exists; if none does, the first name as an absent value. */
    public View firstOf(String... names) {
        for (var name : names) {
            if (at(name).exists()) {
                return at(name);
            }
        }
        return at(names[0]);
    }

    public Json json() throws JsonException {
        if (value == null) {
            throw new JsonException(path() + " is missing");
        }
        return value;
    }

    public Json.Obj object() throws JsonException {
        if (json() instanceof Json.Obj obj) {
            return obj;
        }
        throw wrong("an object");
    }

    public boolean isObject() {
        return value instanceof Json.Obj;
    }

    public boolean isArray() {
        return value instanceof Json.Arr;
    }

    public boolean isString() {
        return value instanceof Json.Str;
    }

    /** Reports whether {@link #text()} returns text. */
    public boolean isScalar() {
        return value instanceof Json.Str || value instanceof Json.Num || value instanceof Json.Bool;
    }

    /** The items of an array; empty when the value is absent. */
    public List<View> items() throws JsonException {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Json.Arr arr)) {
            throw wrong("an array");
        }
        var views = new ArrayList<View>(arr.items().size());
        for (int i = 0; i < arr.items().size(); i++) {
            views.add(new View(this, "", i, arr.items().get(i)));
        }
        return views;
    }

    /** A string, number or boolean as text. */
    public String text() throws JsonException {
        return switch (json()) {
            case Json.Str(var text) -> text;
            case Json.Num(var text) -> text;
            case Json.Bool(var bool) -> Boolean.toString(bool);
            case Json.Obj ignored -> throw wrong("a string");
            case Json.Arr ignored -> throw wrong("a string");
            case Json.Null ignored -> throw wrong("a string");
        };
    }

    /** Text that must not be blank. */
    public String nonBlank() throws JsonException {
        var text = text();
        if (text.isBlank()) {
            throw new JsonException(path() + " is blank");
        }
        return text;
    }

    public String textOr(String otherwise) throws JsonException {
        return exists() ? text() : otherwise;
    }

    public Optional<String> optionalText() throws JsonException {
        return exists() ? Optional.of(text()) : Optional.empty();
    }

    /** A time as {@link Instant#toString} writes it. */
    public Instant instant() throws JsonException {
        try {
            return Timestamps.parse(text());
        } catch (DateTimeException e) {
            throw wrong("a time such as 2026-11-21T03:00:00Z");
        }
    }

    /** The name of a constant. */
    public <E extends Enum<E>> E constant(Class<E> type) throws JsonException {
        try {
            return Enum.valueOf(type, text());
        } catch (IllegalArgumentException e) {
            throw wrong("one of " + Arrays.toString(type.getEnumConstants()));
        }
    }

    /** The items of an array of scalars as text; empty when the value is absent. */
    public List<String> strings() throws JsonException {
        var strings = new ArrayList<String>();
        for (var item : items()) {
            strings.add(item.text());
        }
        return strings;
    }

    public BigDecimal number() throws JsonException {
        var text = text();
        if (text.length() > 64) {
            throw wrong("a number");
        }
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw wrong("a number");
        }
    }

    public long integer() throws JsonException {
        try {
            return number().longValueExact();
        } catch (ArithmeticException e) {
            throw wrong("a whole number");
        }
    }

    public long integerOr(long otherwise) throws JsonException {
        return exists() ? integer() : otherwise;
    }

    public boolean bool() throws JsonException {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("true or false");
        };
    }

    public boolean boolOr(boolean otherwise) throws JsonException {
        return exists() ? bool() : otherwise;
    }

    /** An object of scalars as text, in order; nulls are left out; empty when the value is absent. */
    public Map<String, String> texts() throws JsonException {
        var result = new LinkedHashMap<String, String>();
        if (value == null) {
            return result;
        }
        for (var name : object().members().keySet()) {
            var member = at(name);
            if (member.exists()) {
                result.put(name, member.text());
            }
        }
        return result;
    }

    /** An error that names the valid form of this value. */
    public JsonException wrong(String wanted) {
        if (value == null) {
            return new JsonException(path() + " is missing; expected " + wanted);
        }
        // The value itself is left out: it may be a secret in the wrong field.
        return new JsonException(path() + " is of type " + value.typeName() + "; expected " + wanted);
    }
}
