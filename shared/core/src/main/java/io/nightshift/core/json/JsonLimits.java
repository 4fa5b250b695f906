package io.nightshift.core.json;

/**
 * How much JSON a parser accepts before it stops.
 *
 * @param characters the longest text, in UTF-16 units
 * @param depth how many objects and arrays may nest
 */
public record JsonLimits(int characters, int depth) {

    /** 8 Mi characters (Lambda invokes with at most 6 MB, Eventarc with 512 KB) and 100 levels. */
    public static final JsonLimits DEFAULT = new JsonLimits(8 * 1024 * 1024, 100);
}
