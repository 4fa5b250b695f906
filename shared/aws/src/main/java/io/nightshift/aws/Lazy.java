package io.nightshift.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made when it is first asked for, once: most events need one or two of the clients that a function can
 * have, and each takes its share of a cold start.
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
