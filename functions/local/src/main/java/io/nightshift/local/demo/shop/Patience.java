package io.nightshift.local.demo.shop;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what real programs do in their own time. */
final class Patience {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration MOST = Duration.ofSeconds(60);

    private Patience() {}

    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    static void until(String what, BooleanSupplier happened) throws IOException {
        long end = System.nanoTime() + MOST.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException("not within " + MOST.toSeconds() + " s: " + what);
            }
            pause(LOOK_AGAIN);
        }
    }
}
