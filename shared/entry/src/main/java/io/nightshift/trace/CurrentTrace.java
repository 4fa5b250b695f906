package io.nightshift.trace;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The place in a trace at which the thread is: what a request brought, or the step that is under way. Calls hand it on. */
public final class CurrentTrace {

    /** The header that carries it. */
    public static final String HEADER = "traceparent";

    private static final ThreadLocal<@Nullable TraceContext> CURRENT = new ThreadLocal<>();

    private CurrentTrace() {}

    public static Optional<TraceContext> get() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Does the work in this context; without one, as before. */
    public static <T> T within(Optional<TraceContext> context, Supplier<T> work) {
        if (context.isEmpty()) {
            return work.get();
        }
        var before = CURRENT.get();
        CURRENT.set(context.get());
        try {
            return work.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }
}
