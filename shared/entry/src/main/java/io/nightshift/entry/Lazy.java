package io.nightshift.entry;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates a value at its first use, once: most events need one or two of a function's clients, and each adds to a cold start.
 */
public final class Lazy<T> implements Supplier<T> {

    private final Supplier<T> make;
    private volatile @Nullable T made;

    public Lazy(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public T get() {
        var there = made;
        return there == null ? makeOnce() : there;
    }

    private synchronized T makeOnce() {
        var there = made;
        if (there == null) {
            there = make.get();
            made = there;
        }
        return there;
    }
}
