package io.nightshift.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Waits for real programs that take their own time. */
final class ProgramWait {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration SAY = Duration.ofSeconds(5);

    /** Long enough for a machine with ten times its capacity of work. */
    private static final Duration MOST = Duration.ofMinutes(5);

    private ProgramWait() {}

    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    static void until(String what, BooleanSupplier happened) throws IOException {
        until(() -> what, happened, said -> {});
    }

    /** @param waiting called every 5 s with a description of the wait */
    static void until(Supplier<String> what, BooleanSupplier happened, Consumer<String> waiting) throws IOException {
        long start = System.nanoTime();
        long said = start;
        while (!happened.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - start > MOST.toNanos()) {
                throw new IOException("not within " + MOST.toSeconds() + " s: " + what.get());
            }
            if (now - said > SAY.toNanos()) {
                said = now;
                waiting.accept(what.get());
            }
            pause(LOOK_AGAIN);
        }
    }
}
