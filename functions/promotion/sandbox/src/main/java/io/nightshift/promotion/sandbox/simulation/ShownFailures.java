package io.nightshift.promotion.sandbox.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the scene itself has shown of each digest: that it fails, or only what looks like it. */
final class ShownFailures {

    private final Set<String> failed = new HashSet<>();
    private final Map<String, Instant> broken = new HashMap<>();
    private final Map<String, FalsePositive> looked = new HashMap<>();

    /** Points of a limit that it breaks were shown. */
    void broken(String service, String digest, Instant now) {
        broken.putIfAbsent(service + " " + digest, now);
    }

    Optional<Instant> brokenSince(String service, String digest) {
        return Optional.ofNullable(broken.get(service + " " + digest));
    }

    void failed(String digest) {
        failed.add(digest);
    }

    void looked(String digest, FalsePositive like) {
        looked.put(digest, like);
    }

    boolean hasFailed(String digest) {
        return failed.contains(digest);
    }

    /** What its quarantine would be for, if it has not failed. */
    FalsePositive latest(String digest) {
        return looked.getOrDefault(digest, FalsePositive.NOTHING);
    }
}
