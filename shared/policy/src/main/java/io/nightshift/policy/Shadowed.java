package io.nightshift.policy;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ObjIntConsumer;
import java.util.function.ToLongFunction;

/** Finds the items of a list that never match because an earlier one matches everything that they match. */
public final class Shadowed {

    /**
     * Comparing patterns costs at most the product of their lengths. Items are compared in pairs, so a large policy could
     * take minutes. Beyond this limit, about a second, the search ends.
     */
    private static final long MOST_WORK = 500_000_000;

    /** The end of a message that begins with the name of the earlier item. */
    public static final String BEFORE = " stands before it and matches all that it matches";

    private Shadowed() {}

    /**
     * @param size the length of an item's patterns
     * @param shadows whether the first item, which is earlier, matches everything that the second matches
     * @param report takes the earlier item and the index of the one that it shadows
     */
    public static <T> void search(
            List<T> all, ToLongFunction<T> size, BiPredicate<T, T> shadows, ObjIntConsumer<T> report) {
        long budget = MOST_WORK;
        long[] sizes = all.stream().mapToLong(size).toArray();
        for (int i = 0; i < sizes.length; i++) {
            for (int j = 0; j < i && budget > 0; j++) {
                budget -= sizes[i] * sizes[j];
                if (shadows.test(all.get(j), all.get(i))) {
                    report.accept(all.get(j), i);
                    break;
                }
            }
        }
    }
}
