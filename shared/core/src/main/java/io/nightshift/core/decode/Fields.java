package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads field values with limits: all of them come from outside and may have any length. */
public final class Fields {

    /**
     * Longer names and ids are rejected: a clipped name would identify something else. AWS stops at 1,024 or earlier.
     */
    private static final int LONGEST_NAME = 1_024;

    private Fields() {}

    /** Human-readable text, clipped and without secrets; empty if it is missing. */
    public static String message(View value) throws JsonException {
        return TextLimit.message(value.textOr(""));
    }

    /** The human-readable text in data of unknown form: the data itself, or the member that usually holds it. */
    public static String summary(View data) throws JsonException {
        var text = data.isString() ? data : data.firstOf("message", "summary", "description", "reason");
        return text.isString() ? message(text) : "";
    }

    /** The first of these values that is text and not blank, or empty. */
    public static String firstName(View... values) throws JsonException {
        for (var value : values) {
            if (value.isScalar() && !value.text().isBlank()) {
                return name(value);
            }
        }
        return "";
    }

    /** The value at a path of names ({@code "status-details.status"}); {@code 0} is the first item of a list. */
    public static View at(View value, String path) {
        var found = value;
        for (var name : path.split("\\.")) {
            found = name.equals("0") ? found.at(0) : found.at(name);
        }
        return found;
    }

    /** Text that identifies something; missing or blank text is an error. */
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

    /** An object of identifying texts, in order; without empty ones and nulls. */
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

    /** Reports whether the value is one of these texts; never throws. */
    public static boolean says(View value, String... texts) {
        try {
            return value.isString() && List.of(texts).contains(value.text());
        } catch (JsonException e) {
            return false;
        }
    }

    /** Rejects an object with an unknown member: otherwise a misspelled member would be ignored. */
    public static void only(View object, String... known) throws JsonException {
        for (var name : object.object().members().keySet()) {
            if (!List.of(known).contains(name)) {
                throw new JsonException(object.path() + " has an unknown key " + NearestName.quote(name)
                        + NearestName.hint(name, List.of(known)));
            }
        }
    }

    /** The error for text of the wrong form; it does not show the text. */
    public static JsonException malformed(View value, String wanted) {
        return value.isString() ? new JsonException(value.path() + " is not " + wanted) : value.wrong(wanted);
    }

    /** The error for a value that is not one of the allowed values; it does not show the value. */
    public static JsonException unknown(View value, String what, String known) {
        return new JsonException(value.path() + " is no known " + what + "; known are " + known);
    }
}
