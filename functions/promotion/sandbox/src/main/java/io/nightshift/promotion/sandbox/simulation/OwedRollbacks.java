package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the rollbacks that a platform refused: each must be done within a bounded time after nothing prevents it any more.
 */
final class OwedRollbacks {

    /** The rollback is retried each minute; a worker that died in an act keeps the act for its lease. */
    private static final Duration BOUND = Duration.ofMinutes(15);

    private record Owed(Resource target, String digest) {}

    /** Reports whether something other than the promotion prevents it. */
    interface Hindered {
        boolean is(Resource target);
    }

    /** Returns the share of a digest on a target. */
    interface Shares {
        int of(Resource target, String digest);
    }

    private final Map<Owed, Instant> since = new LinkedHashMap<>();

    void refused(Resource target, String digest, Instant now) {
        since.put(new Owed(target, digest), now);
    }

    /** The version was requested again: it has traffic for a new reason. */
    void deployed(Resource target, String digest) {
        since.remove(new Owed(target, digest));
    }

    /** The violation at that time. */
    Optional<String> overdue(Instant now, Hindered hindered, Shares shares) {
        since.keySet().removeIf(owed -> shares.of(owed.target(), owed.digest()) == 0);
        since.replaceAll((owed, at) -> hindered.is(owed.target()) ? now : at);
        return since.entrySet().stream()
                .filter(one -> now.isAfter(one.getValue().plus(BOUND)))
                .findFirst()
                .map(one -> "%s still gives %d %% to %s, %s after nothing refused to take it back any more"
                        .formatted(
                                one.getKey().target().label(),
                                shares.of(one.getKey().target(), one.getKey().digest()),
                                one.getKey().digest(),
                                Duration.between(one.getValue(), now)));
    }
}
