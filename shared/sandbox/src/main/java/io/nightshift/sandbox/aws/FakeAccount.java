package io.nightshift.sandbox.aws;

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
 * Everything that is in the simulated account, as it is, and as a reader sees it who comes too early (eventual
 * consistency). Guarded by its {@link AwsStandIn}.
 */
final class FakeAccount {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z");

    /** By type, as a large account has thousands of schedules that no check an instance should pass. */
    private final Map<Class<? extends FakeResource>, SortedMap<String, FakeResource>> now = new HashMap<>();

    private Map<Class<? extends FakeResource>, SortedMap<String, FakeResource>> stale = Map.of();
    private final List<String> changes = new ArrayList<>();
    private int staleAfterChange;
    private int staleReads;

    /** Puts it there as part of the scenery; no change is counted. */
    void place(FakeResource thing) {
        put(thing);
        staleReads = 0;
    }

    void remove(String key) {
        now.values().forEach(things -> things.remove(key));
        staleReads = 0;
    }

    /** A call changed it. Setting the same again is not a change. */
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

    /** A time that moves on with each change. */
    Instant time() {
        return MIDNIGHT.plusSeconds(changes.size());
    }

    /** What is really there: calls that change look here. */
    <T extends FakeResource> Optional<T> find(Class<T> type, String key) {
        return Optional.ofNullable(of(now, type).get(key)).map(type::cast);
    }

    <T extends FakeResource> List<T> all(Class<T> type) {
        return all(now, type);
    }

    /** What a reader sees; one read of a stale picture is used up by {@link #read}. */
    <T extends FakeResource> List<T> seen(Class<T> type) {
        return all(staleReads > 0 ? stale : now, type);
    }

    /** Counts one describe call. */
    void read() {
        staleReads = Math.max(0, staleReads - 1);
    }

    /** In the order of their keys. */
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
