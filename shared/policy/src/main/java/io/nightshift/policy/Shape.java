package io.nightshift.policy;

import io.nightshift.core.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may stand at one place of a policy. The parser, the JSON Schema and the reference in docs/policy.md are all read
 * off the same shapes, so that they cannot disagree.
 */
sealed interface Shape {

    /**
     * Known keys, each at most once.
     *
     * @param title names this table in the schema's {@code $defs} and in the reference
     * @param oneOf sets of keys of which exactly one has to be there, whole; keys in none of them are independent
     */
    record Table(String title, List<PolicyKey> keys, List<List<String>> oneOf) implements Shape {
        Table(String title, List<PolicyKey> keys) {
            this(title, keys, List.of());
        }

        /** The keys that exclude each other. */
        List<String> exclusive() {
            return oneOf.stream().flatMap(List::stream).distinct().toList();
        }
    }

    /**
     * Keys and values of any form, for someone else to read: what a platform or a source of metrics needs to know.
     *
     * @param orText whether one text can stand in their place
     */
    record Free(boolean orText) implements Shape {}

    /** Whatever stands here is for another function of the same policy, and is not read. */
    record Elsewhere() implements Shape {}

    /** Keys that the user names, in the order of the file. */
    record Named(Scalar names, Shape each) implements Shape {

        /** As many as a policy can have of one sort. */
        static final int MOST = 100;
    }

    record Listed(Shape each, int least, int most) implements Shape {}

    /**
     * A table whose further keys depend on the value of one of them.
     *
     * @param by the key that decides
     * @param what the sort of thing that it names, for messages: {@code action}
     * @param common the keys that every variant has
     */
    record Tagged(
            String title,
            String by,
            String what,
            String meaning,
            List<PolicyKey> common,
            Map<String, List<PolicyKey>> variants)
            implements Shape {

        Scalar tag() {
            return Scalars.choice(what, variants.keySet());
        }

        /** All keys of one variant, the deciding one first. */
        List<PolicyKey> keys(String variant) {
            var keys = new ArrayList<PolicyKey>();
            keys.add(PolicyKey.required(by, tag(), meaning));
            keys.addAll(common);
            keys.addAll(variants.getOrDefault(variant, List.of()));
            return keys;
        }
    }

    /** One word instead of a table: {@code none}. */
    record WordOr(String word, Table table) implements Shape {}

    /** The name of something in a section at the top of the policy. */
    record Reference(String section, String what) implements Shape {}

    /**
     * One value.
     *
     * @param wanted what is right here, as messages say it: {@code a duration such as 90s}
     * @param what the sort of thing that it names, where only some values are known: {@code mode}
     * @param choices the known values; empty if they cannot be listed
     * @param schema what the JSON Schema says about it
     */
    record Scalar(String wanted, String what, Collection<String> choices, Json.Obj schema, Reading reading)
            implements Shape {

        Scalar(String wanted, Json.Obj schema, Reading reading) {
            this(wanted, "", List.of(), schema, reading);
        }

        /** The value in its normal form, if it is one. */
        @FunctionalInterface
        interface Reading {
            Optional<Json> read(Written written);
        }
    }

    /** A scalar as the file has it, and what YAML takes it for. */
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
