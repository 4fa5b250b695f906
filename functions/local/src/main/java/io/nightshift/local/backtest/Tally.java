package io.nightshift.local.backtest;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counters by several names, sorted by them. */
public final class Tally {

    private static final Comparator<List<String>> BY_NAMES = (one, other) -> {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    };

    private final SortedMap<List<String>, Long> counts = new TreeMap<>(BY_NAMES);

    void add(String... names) {
        counts.merge(List.of(names), 1L, Long::sum);
    }

    public long get(List<String> names) {
        return counts.getOrDefault(names, 0L);
    }

    public Iterable<List<String>> names() {
        return counts.keySet();
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The names of both. */
    Iterable<List<String>> namesWith(Tally other) {
        var all = new TreeMap<List<String>, Long>(BY_NAMES);
        all.putAll(counts);
        all.putAll(other.counts);
        return all.keySet();
    }
}
