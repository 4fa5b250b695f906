package io.nightshift.policy;

import io.nightshift.core.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that are valid at one place of a policy. The parser, the JSON Schema and the reference in docs/policy.md
 * all use the same shapes, so that they cannot disagree.
 */
public sealed interface Shape {

    /**
     * Known keys, each at most once.
     *
     * @param title names this table in the schema's {@code $defs} and in the reference
     * @param oneOf sets of keys, of which exactly one must be present and complete; other keys are independent
     */
    record Table(String title, List<PolicyKey> keys, List<List<String>> oneOf) implements Shape {
        public Table(String title, List<PolicyKey> keys) {
            this(title, keys, List.of());
        }

        /** The mutually exclusive keys. */
        public List<String> exclusive() {
            return oneOf.stream().flatMap(List::stream).distinct().toList();
        }
    }

    /**
     * Keys and values of any form, read by other code: the settings of a platform or of a metric source.
     *
     * @param orText whether one text can replace them
     */
    record Free(boolean orText) implements Shape {}

    /** A part for another function of the same policy; it is not read. */
    record Elsewhere() implements Shape {}

    /** Keys that the user names, in the order of the file. */
    record Named(Scalar names, Shape each) implements Shape {

        /** The maximum number of items of one kind in a policy. */
        static final int MOST = 100;
    }

    /**
     * @param orOne whether one item can stand without the list; in the normal form it is a list
     */
    record Listed(Shape each, int least, int most, boolean orOne) implements Shape {
        public Listed(Shape each, int least, int most) {
            this(each, least, most, false);
        }

        /** A list, or one item by itself. */
        static Listed orOne(Shape each, int most) {
            return new Listed(each, 1, most, true);
        }
    }

    /**
     * A table whose further keys depend on the value of one of them.
     *
     * @param by the key that decides
     * @param what the kind of thing that it names, for messages: {@code action}
     * @param common the keys of every variant
     */
    record Tagged(
            String title,
            String by,
            String what,
            String meaning,
            List<PolicyKey> common,
            Map<String, List<PolicyKey>> variants)
            implements Shape {

        public Scalar tag() {
            return Scalars.choice(what, variants.keySet());
        }

        /** All keys of one variant, the deciding key first. */
        public List<PolicyKey> keys(String variant) {
            var keys = new ArrayList<PolicyKey>();
            keys.add(PolicyKey.required(by, tag(), meaning));
            keys.addAll(common);
            keys.addAll(variants.getOrDefault(variant, List.of()));
            return keys;
        }
    }

    /** One word as an alternative to a table: {@code none}. */
    record WordOr(String word, Table table) implements Shape {}

    /** The name of an item in a top-level section of the policy. */
    record Reference(String section, String what) implements Shape {}

    /**
     * One value.
     *
     * @param wanted what is valid here, for messages: {@code a duration such as 90s}
     * @param what the kind of thing that it names, if only some values are known: {@code mode}
     * @param choices the known values; empty if they cannot be listed
     * @param schema its JSON Schema
     */
    record Scalar(String wanted, String what, Collection<String> choices, Json.Obj schema, Reading reading)
            implements Shape {

        public Scalar(String wanted, Json.Obj schema, Reading reading) {
            this(wanted, "", List.of(), schema, reading);
        }

        /** Returns the value in its normal form, if it is valid. */
        @FunctionalInterface
        public interface Reading {
            Optional<Json> read(Written written);
        }
    }

    /** A scalar as written in the file, and its type by YAML. */
    record Written(String text, Form form) {}

    enum Form {
        TEXT("text"),
        WHOLE("a whole number"),
        DECIMAL("a number"),
        BOOLEAN("true or false"),
        NOTHING("nothing"),
        LIST("a list"),
        TABLE("keys with values");

        final String words;

        Form(String words) {
            this.words = words;
        }
    }
}
