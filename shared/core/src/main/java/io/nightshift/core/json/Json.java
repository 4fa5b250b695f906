package io.nightshift.core.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value (RFC 8259). Immutable; objects keep the order of their members.
 *
 * <p>Written by hand, without reflection, because every cold start pays for it: the hot path parses one event and
 * writes one ledger item.
 */
public sealed interface Json {

    record Obj(Map<String, Json> members) implements Json {
        public static final Obj EMPTY = new Obj(Map.of());

        public Obj {
            members = Members.of(members);
        }

        /** The member with that name, or null if it is absent; a member with the value JSON null is {@link Null}. */
        public @Nullable Json get(String name) {
            return members.get(name);
        }

        /** This object with one member set; the others keep their place. */
        public Obj with(String name, Json value) {
            return new Obj(Members.with(members, name, value));
        }

        public Obj with(String name, String value) {
            return with(name, new Str(value));
        }

        public Obj with(String name, long value) {
            return with(name, of(value));
        }

        public Obj with(String name, boolean value) {
            return with(name, new Bool(value));
        }

        /** This object with the member set, or unchanged if the value is null. */
        public Obj withOptional(String name, @Nullable String value) {
            return value == null ? this : with(name, value);
        }
    }

    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    record Str(String value) implements Json {}

    /** A number as written: {@code text} is kept, so that no precision is lost. */
    record Num(String text) implements Json {
        public BigDecimal decimal() {
            return new BigDecimal(text);
        }
    }

    record Bool(boolean value) implements Json {}

    enum Null implements Json {
        NULL
    }

    static Obj obj() {
        return Obj.EMPTY;
    }

    static Str of(String value) {
        return new Str(value);
    }

    static Num of(long value) {
        return new Num(Long.toString(value));
    }

    /** A finite double; JSON has no NaN and no infinities. */
    static Num of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number for " + value);
        }
        return new Num(Double.toString(value));
    }

    static Bool of(boolean value) {
        return new Bool(value);
    }

    static Arr arr(Collection<? extends Json> items) {
        return new Arr(List.copyOf(items));
    }

    static Arr arr(Json... items) {
        return new Arr(Arrays.asList(items));
    }

    static Arr strings(Collection<String> values) {
        return new Arr(values.stream().<Json>map(Str::new).toList());
    }

    /** An object of strings, in the order of the map. */
    static Obj strings(Map<String, String> values) {
        var members = new LinkedHashMap<String, Json>();
        values.forEach((name, value) -> members.put(name, new Str(value)));
        return new Obj(members);
    }

    /** Parses one JSON text with the default {@link JsonLimits}. */
    static Json parse(String text) throws JsonException {
        return new JsonParser(text, JsonLimits.DEFAULT).parse();
    }

    static Json parse(String text, JsonLimits limits) throws JsonException {
        return new JsonParser(text, limits).parse();
    }

    /** Parses UTF-8 bytes; a byte sequence that is not UTF-8 is an error with its offset, never a replacement character. */
    static Json parse(byte[] utf8, JsonLimits limits) throws JsonException {
        return parse(utf8, limits, count -> {});
    }

    /** Does the same; {@code count} receives the number of values read, also if parsing failed. */
    static Json parse(byte[] utf8, JsonLimits limits, IntConsumer count) throws JsonException {
        var parser = new JsonParser(Utf8.decode(utf8), limits);
        try {
            return parser.parse();
        } finally {
            count.accept(parser.values());
        }
    }

    /** The shortest text of this value: one line, members in order. */
    default String text() {
        return JsonWriter.compact(this);
    }

    /** The text of this value, indented by two spaces. */
    default String pretty() {
        return JsonWriter.pretty(this);
    }

    default byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** The name of this value's type as RFC 8259 calls it. */
    default String typeName() {
        return switch (this) {
            case Obj ignored -> "object";
            case Arr ignored -> "array";
            case Str ignored -> "string";
            case Num ignored -> "number";
            case Bool ignored -> "boolean";
            case Null ignored -> "null";
        };
    }
}
