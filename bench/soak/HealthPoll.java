package soak;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import load.ServedNightshift;

/** Asks for the health twice a second, and keeps how often it changed and how long a full disk was not told. */
final class HealthPoll {

    private static final int PAUSE_MILLIS = 500;

    final AtomicInteger changes = new AtomicInteger();
    private final ServedNightshift served;
    private volatile int last = 200;
    private volatile long fullSince;
    private volatile long slowest;

    HealthPoll(ServedNightshift served) {
        this.served = served;
        Thread.ofVirtual().start(this::poll);
    }

    void diskIsFull() {
        fullSince = System.nanoTime();
    }

    void diskHasRoom() {
        fullSince = 0;
    }

    /** The longest time in ms from a full disk to a health that says so. */
    long slowest() {
        return slowest;
    }

    boolean isUp() {
        return last == 200;
    }

    private void poll() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                answered();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answered() throws InterruptedException {
        try {
            int status = served.health();
            long since = fullSince;
            if (status != last) {
                changes.incrementAndGet();
                last = status;
            }
            if (status == 503 && since != 0) {
                slowest = Math.max(slowest, (System.nanoTime() - since) / 1_000_000);
                fullSince = 0;
            }
        } catch (IOException e) {
            // It was killed; the sender notices that, too.
        }
    }
}
