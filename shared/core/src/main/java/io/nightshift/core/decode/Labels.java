package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the labels of one signal; the first value of a name wins. Providers allow at most 30 to 64 labels, so
 * everything after the hundredth is dropped, and so are empty values.
 */
public final class Labels {

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_VALUE = 512;

    /** Replaces a value that is, or contains, a secret: labels are written to the ledger and to chat. */
    static final String HIDDEN = "(hidden)";

    private final Map<String, String> labels = new TreeMap<>();

    /**
     * Adds the value unless it is empty. The value is hidden if its name marks it as a secret or if it contains one.
     */
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

    /** Adds the members with these names, under the same names. */
    public Labels with(View object, String... names) throws JsonException {
        for (var name : names) {
            with(name, object.at(name));
        }
        return this;
    }

    /**
     * Adds the members that are text, number or boolean; adds nothing for others, or if the value is not an object.
     */
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
