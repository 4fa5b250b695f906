package io.nightshift.promotion.sandbox.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records what the scene has shown of each digest: real failures, or false positives. */
final class DigestGroundTruth {

    private final Set<String> failed = new HashSet<>();
    private final Map<String, Instant> broken = new HashMap<>();
    private final Map<String, FalsePositive> looked = new HashMap<>();

    /** Points that break a limit were shown. */
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

    /** The reason that its quarantine would have, if it has not failed. */
    FalsePositive latest(String digest) {
        return looked.getOrDefault(digest, FalsePositive.NOTHING);
    }
}
