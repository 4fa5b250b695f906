package io.nightshift.api;

import java.util.concurrent.atomic.AtomicLong;

/** Limits what is kept of unauthenticated callers while the process lives, so that they cannot fill a disk. */
final class UnauthenticatedQuota {

    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final AtomicLong kept = new AtomicLong();

    /** Reports whether there is room to keep this payload of an unauthenticated caller. */
    boolean keeps(byte[] body) {
        return kept.addAndGet(body.length) <= MOST_BYTES;
    }
}
