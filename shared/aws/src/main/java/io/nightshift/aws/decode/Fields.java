package io.nightshift.aws.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;

/** Field values with limits: everything that is read here was written by others and may be of any length. */
final class Fields {

    /** Longer text for people is clipped. Slack shows 3,000 characters in a section; what was cut stays at the provider. */
    static final int LONGEST_MESSAGE = 2_000;

    /** A longer name or id is refused: clipped it would name something else. AWS itself stops at 1,024 or earlier. */
    private static final int LONGEST_NAME = 1_024;

    private Fields() {}

    static String clipped(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "… (" + (text.length() - end) + " characters left out)";
    }

    /** Text for people, clipped; empty where it is missing. */
    static String message(View value) throws JsonException {
        return clipped(value.textOr(""), LONGEST_MESSAGE);
    }

    /** Text that identifies something. */
    static String name(View value) throws JsonException {
        var text = value.nonBlank();
        if (text.length() > LONGEST_NAME) {
            throw new JsonException(value.path() + " has " + text.length() + " characters; at most " + LONGEST_NAME
                    + " name something");
        }
        return text;
    }

    /** Text that identifies something, or empty where it is missing or blank. */
    static String nameOrEmpty(View value) throws JsonException {
        return value.textOr("").isBlank() ? "" : name(value);
    }

    /** Whether the value is one of those texts; never throws. */
    static boolean says(View value, String... texts) {
        try {
            return value.isString() && List.of(texts).contains(value.text());
        } catch (JsonException e) {
            return false;
        }
    }

    static JsonException unknown(View value, String what, String known) {
        return new JsonException(value.path() + " is no known " + what + "; known are " + known);
    }
}
