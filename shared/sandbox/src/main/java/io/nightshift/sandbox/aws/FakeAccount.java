package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The resources of the simulated account: their real state, and the state that an early reader sees (eventual consistency).
 * Guarded by its {@link AwsStandIn}.
 */
final class FakeAccount {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z");

    /** By type: a large account has thousands of schedules, which a look-up of an instance should skip. */
    private final Map<Class<? extends FakeResource>, SortedMap<String, FakeResource>> now = new HashMap<>();

    private Map<Class<? extends FakeResource>, SortedMap<String, FakeResource>> stale = Map.of();
    private final List<String> changes = new ArrayList<>();
    private int staleAfterChange;
    private int staleReads;

    /** Adds a resource for the set-up; not counted as a change. */
    void place(FakeResource thing) {
        put(thing);
        staleReads = 0;
    }

    void remove(String key) {
        now.values().forEach(things -> things.remove(key));
        staleReads = 0;
    }

    void clear() {
        now.clear();
        changes.clear();
        staleAfterChange = 0;
        staleReads = 0;
    }

    /** Records a change by a call. Setting the same value again is not a change. */
    void change(String what, FakeResource thing) {
        if (thing.equals(of(now, thing.getClass()).get(thing.key()))) {
            return;
        }
        changes.add(what + " " + thing.key());
        staleReads = staleAfterChange;
        if (staleReads > 0) {
            stale = copy();
        }
        put(thing);
    }

    /** Records that a call deleted a resource. */
    void delete(FakeResource thing) {
        changes.add("delete " + thing.key());
        staleReads = staleAfterChange;
        if (staleReads > 0) {
            stale = copy();
        }
        of(now, thing.getClass()).remove(thing.key());
    }

    private void put(FakeResource thing) {
        now.computeIfAbsent(thing.getClass(), type -> new TreeMap<>()).put(thing.key(), thing);
    }

    private Map<Class<? extends FakeResource>, SortedMap<String, FakeResource>> copy() {
        var copy = new HashMap<Class<? extends FakeResource>, SortedMap<String, FakeResource>>();
        now.forEach((type, things) -> copy.put(type, new TreeMap<>(things)));
        return copy;
    }

    void staleAfterChange(int reads) {
        staleAfterChange = reads;
    }

    List<String> changes() {
        return List.copyOf(changes);
    }

    /** A time that advances with each change. */
    Instant time() {
        return MIDNIGHT.plusSeconds(changes.size());
    }

    /** The real state; for calls that make changes. */
    <T extends FakeResource> Optional<T> find(Class<T> type, String key) {
        return Optional.ofNullable(of(now, type).get(key)).map(type::cast);
    }

    Optional<Item> item(String key) {
        return find(Item.class, key);
    }

    /** The items that a reader sees whose keys begin so. */
    List<Item> items(String prefix) {
        return seen(Item.class).stream()
                .filter(item -> item.key().startsWith(prefix))
                .toList();
    }

    <T extends FakeResource> List<T> all(Class<T> type) {
        return all(now, type);
    }

    /** The state that a reader sees; {@link #read} uses up one stale read. */
    <T extends FakeResource> List<T> seen(Class<T> type) {
        return all(staleReads > 0 ? stale : now, type);
    }

    /** Counts one describe call. */
    void read() {
        staleReads = Math.max(0, staleReads - 1);
    }

    /** In order of their keys. */
    private static <T extends FakeResource> List<T> all(
            Map<Class<? extends FakeResource>, SortedMap<String, FakeResource>> things, Class<T> type) {
        return of(things, type).values().stream().map(type::cast).toList();
    }

    private static SortedMap<String, FakeResource> of(
            Map<Class<? extends FakeResource>, SortedMap<String, FakeResource>> things,
            Class<? extends FakeResource> type) {
        return things.getOrDefault(type, Collections.emptySortedMap());
    }
}
