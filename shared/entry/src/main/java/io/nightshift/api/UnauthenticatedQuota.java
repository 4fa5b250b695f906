package io.nightshift.api;

import java.util.concurrent.atomic.AtomicLong;

/** Anyone may knock: what is kept of strangers while the process lives must not fill a disk. */
final class UnauthenticatedQuota {

    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final AtomicLong kept = new AtomicLong();

    /** Reports whether there is still room for the letter of a stranger. */
    boolean keeps(byte[] body) {
        return kept.addAndGet(body.length) <= MOST_BYTES;
    }
}
