package io.nightshift.core.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One lock for each key that a thread holds or waits for. */
final class KeyedLocks {

    private record Held(ReentrantLock lock, int users) {
        Held with(int more) {
            return new Held(lock, users + more);
        }
    }

    private final Map<String, Held> locks = new ConcurrentHashMap<>();

    <T> T with(String key, Supplier<T> work) {
        var held = locks.compute(
                key, (ignored, there) -> there == null ? new Held(new ReentrantLock(true), 1) : there.with(1));
        held.lock().lock();
        try {
            return work.get();
        } finally {
            held.lock().unlock();
            locks.computeIfPresent(key, (ignored, there) -> there.users() == 1 ? null : there.with(-1));
        }
    }
}
