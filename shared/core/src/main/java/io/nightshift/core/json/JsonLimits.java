package io.nightshift.core.json;

/**
 * Limits for parsing JSON.
 *
 * @param characters the maximum length of the text, in UTF-16 units
 * @param depth the maximum nesting of objects and arrays
 * @param values the maximum number of values: each costs far more memory than its two characters
 */
public record JsonLimits(int characters, int depth, int values) {

    /** Without a separate limit on values: a text has at most half as many values as characters. */
    public JsonLimits(int characters, int depth) {
        this(characters, depth, Integer.MAX_VALUE);
    }

    /** 8 Mi characters (Lambda invokes with at most 6 MB, Eventarc with 512 KB) and 100 levels. */
    public static final JsonLimits DEFAULT = new JsonLimits(8 * 1024 * 1024, 100);
}
