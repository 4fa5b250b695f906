package io.nightshift.core.json;

/**
 * How much JSON a parser accepts before it stops.
 *
 * @param characters the longest text, in UTF-16 units
 * @param depth how many objects and arrays may nest
 * @param values how many values there may be: each costs far more memory than its two characters
 */
public record JsonLimits(int characters, int depth, int values) {

    /** Without a limit of its own on values: there are at most half as many as characters. */
    public JsonLimits(int characters, int depth) {
        this(characters, depth, Integer.MAX_VALUE);
    }

    /** 8 Mi characters (Lambda invokes with at most 6 MB, Eventarc with 512 KB) and 100 levels. */
    public static final JsonLimits DEFAULT = new JsonLimits(8 * 1024 * 1024, 100);
}
