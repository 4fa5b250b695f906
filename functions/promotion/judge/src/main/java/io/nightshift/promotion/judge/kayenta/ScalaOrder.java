package io.nightshift.promotion.judge.kayenta;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The order in which Scala 2.12 iterates over the keys of its maps. Kayenta sums its groups in that order, and the rounding
 * of a sum of doubles on half a cent depends on it: 3.615 becomes 3.61 or 3.62.
 */
final class ScalaOrder {

    private static final int FIRST_TABLE = 16;

    /** An immutable map with up to this many entries keeps the insertion order. */
    private static final int SMALL = 4;

    private ScalaOrder() {}

    /** The order of {@code groupBy}: through a mutable table into an immutable map. */
    static List<String> grouped(Collection<String> firstSeen) {
        return map(table(firstSeen));
    }

    /** The order of an immutable map into which the keys were inserted in this order. */
    static List<String> map(Collection<String> keys) {
        var order = new ArrayList<>(keys);
        if (order.size() > SMALL) {
            order.sort(Comparator.comparingLong(ScalaOrder::placeInTrie));
        }
        return order;
    }

    /** A trie uses the lowest five bits of the hash first. */
    private static long placeInTrie(String key) {
        int hash = key.hashCode();
        hash += ~(hash << 9);
        hash ^= hash >>> 14;
        hash += hash << 4;
        hash ^= hash >>> 10;
        long place = 0;
        for (int bits = 0; bits < 35; bits += 5) {
            place = place << 5 | (bits < 32 ? hash >>> bits & 31 : 0);
        }
        return place;
    }

    /** A table doubles when it is three quarters full; iteration starts from its end, with the newest of a chain first. */
    private static List<String> table(Collection<String> keys) {
        var table = empty(FIRST_TABLE);
        int size = 0;
        for (var key : keys) {
            table.get(index(key, table.size())).addFirst(key);
            if (++size > table.size() / 4 * 3) {
                var larger = empty(table.size() * 2);
                through(table)
                        .forEach(old -> larger.get(index(old, larger.size())).addFirst(old));
                table = larger;
            }
        }
        return through(table);
    }

    private static List<Deque<String>> empty(int size) {
        var table = new ArrayList<Deque<String>>(size);
        for (int i = 0; i < size; i++) {
            table.add(new ArrayDeque<>());
        }
        return table;
    }

    private static List<String> through(List<Deque<String>> table) {
        return table.reversed().stream().flatMap(Deque::stream).toList();
    }

    private static int index(String key, int size) {
        int last = size - 1;
        int swapped = Integer.reverseBytes(key.hashCode() * 0x9e3775cd) * 0x9e3775cd;
        return Integer.rotateRight(swapped, Integer.bitCount(last)) >>> Integer.numberOfLeadingZeros(last) & last;
    }
}
