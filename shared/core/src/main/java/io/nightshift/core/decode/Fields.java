package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Field values with limits: everything that is read here was written by others and may be of any length. */
public final class Fields {

    /** A longer name or id is refused: clipped it would name something else. AWS itself stops at 1,024 or earlier. */
    private static final int LONGEST_NAME = 1_024;

    private Fields() {}

    /** Human-readable text, clipped and without secrets; empty if it is missing. */
    public static String message(View value) throws JsonException {
        return TextLimit.message(value.textOr(""));
    }

    /** Text that identifies something. */
    public static String name(View value) throws JsonException {
        var text = value.nonBlank();
        if (text.length() > LONGEST_NAME) {
            throw new JsonException(value.path() + " has " + text.length() + " characters; at most " + LONGEST_NAME
                    + " name something");
        }
        return text;
    }

    /** Text that identifies something, or empty if it is missing or blank. */
    public static String nameOrEmpty(View value) throws JsonException {
        return value.textOr("").isBlank() ? "" : name(value);
    }

    /** An object of texts that identify something, in order; empty ones and nulls are left out. */
    public static Map<String, String> names(View object) throws JsonException {
        var names = new LinkedHashMap<String, String>();
        if (object.exists()) {
            for (var member : object.object().members().keySet()) {
                var name = nameOrEmpty(object.at(member));
                if (!name.isEmpty()) {
                    names.put(member, name);
                }
            }
        }
        return names;
    }

    /** Reports whether the value is one of those texts; never throws. */
    public static boolean says(View value, String... texts) {
        try {
            return value.isString() && List.of(texts).contains(value.text());
        } catch (JsonException e) {
            return false;
        }
    }

    /** Refuses an object with a member of another name: with a typing mistake in it the value would be read without that member. */
    public static void only(View object, String... known) throws JsonException {
        for (var name : object.object().members().keySet()) {
            if (!List.of(known).contains(name)) {
                throw new JsonException(object.path() + " has an unknown key " + NearestName.quote(name)
                        + NearestName.hint(name, List.of(known)));
            }
        }
    }

    /** The error for text that is not of the form that it has to have; it does not show the text. */
    public static JsonException malformed(View value, String wanted) {
        return value.isString() ? new JsonException(value.path() + " is not " + wanted) : value.wrong(wanted);
    }

    /** The error for a value that has to be one of a few and is none of them; it does not show the value. */
    public static JsonException unknown(View value, String what, String known) {
        return new JsonException(value.path() + " is no known " + what + "; known are " + known);
    }
}
