package io.nightshift.sandbox.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is in the simulated account, as it is, and as a reader sees it who comes too early (eventual
 * consistency). Guarded by its {@link AwsStandIn}.
 */
final class Account {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z");

    private SortedMap<String, AwsThing> now = new TreeMap<>();
    private SortedMap<String, AwsThing> stale = now;
    private final List<String> changes = new ArrayList<>();
    private int staleAfterChange;
    private int staleReads;

    /** Puts it there as part of the scenery; no change is counted. */
    void place(AwsThing thing) {
        now = with(thing);
        stale = now;
    }

    void remove(String key) {
        var without = new TreeMap<>(now);
        without.remove(key);
        now = without;
        stale = now;
    }

    /** A call changed it. Setting the same again is no change. */
    void change(String what, AwsThing thing) {
        if (thing.equals(now.get(thing.key()))) {
            return;
        }
        changes.add(what + " " + thing.key());
        stale = now;
        staleReads = staleAfterChange;
        now = with(thing);
    }

    private SortedMap<String, AwsThing> with(AwsThing thing) {
        var copy = new TreeMap<>(now);
        copy.put(thing.key(), thing);
        return copy;
    }

    void staleAfterChange(int reads) {
        staleAfterChange = reads;
    }

    List<String> changes() {
        return List.copyOf(changes);
    }

    /** A time that moves on with each change. */
    Instant time() {
        return MIDNIGHT.plusSeconds(changes.size());
    }

    /** What is really there: calls that change look here. */
    <T extends AwsThing> Optional<T> find(Class<T> type, String key) {
        return Optional.ofNullable(now.get(key)).map(type::cast);
    }

    <T extends AwsThing> List<T> all(Class<T> type) {
        return all(now, type);
    }

    /** What a reader sees; one read of a stale picture is used up by {@link #read}. */
    <T extends AwsThing> List<T> seen(Class<T> type) {
        return all(staleReads > 0 ? stale : now, type);
    }

    /** Counts one describe call. */
    void read() {
        staleReads = Math.max(0, staleReads - 1);
    }

    private static <T extends AwsThing> List<T> all(SortedMap<String, AwsThing> things, Class<T> type) {
        return things.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .sorted(Comparator.comparing(AwsThing::key))
                .toList();
    }
}
