package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels of one signal while they are gathered; the first of a name wins. Providers stop at 30 to 64: what comes after
 * the hundredth was not made by them and is left out, as is what is empty.
 */
public final class Labels {

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_VALUE = 512;

    /** Stands for a value that is a secret, or holds one: labels go into the ledger and to chat. */
    static final String HIDDEN = "(hidden)";

    private final Map<String, String> labels = new TreeMap<>();

    /** Adds the value, unless it is empty; hidden if its name says that it is a secret, or if one is in it. */
    public Labels with(String name, String value) {
        if (labels.size() < MOST && !name.isBlank() && name.length() <= LONGEST_NAME && !value.isEmpty()) {
            boolean secret = SecretText.isNameOfSecret(name) || SecretText.holdsSecret(value);
            labels.putIfAbsent(name, secret ? HIDDEN : TextLimit.clipped(value, LONGEST_VALUE));
        }
        return this;
    }

    /** Adds the value, unless it is missing or empty. */
    public Labels with(String name, View value) throws JsonException {
        return with(name, value.textOr(""));
    }

    /** The members of those names, under their own names. */
    public Labels with(View object, String... names) throws JsonException {
        for (var name : names) {
            with(name, object.at(name));
        }
        return this;
    }

    /** The members that are text, number or boolean; any others, and a value that is not an object, add nothing. */
    public Labels withScalars(View object) throws JsonException {
        if (object.isObject()) {
            for (var name : object.object().members().keySet()) {
                if (object.at(name).isScalar()) {
                    with(name, object.at(name));
                }
            }
        }
        return this;
    }

    public Labels withAll(Map<String, String> more) {
        more.forEach(this::with);
        return this;
    }

    /** Sorted by name. */
    public Map<String, String> all() {
        return labels;
    }
}
