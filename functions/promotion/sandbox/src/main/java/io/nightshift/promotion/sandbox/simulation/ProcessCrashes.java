package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.sandbox.InMemoryPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Records the processes that ended by themselves, and when. */
final class ProcessCrashes {

    /**
     * The time from the query that finds the serving version to the deployment, plus the interval between two checks of this
     * class.
     */
    private static final Duration BEFORE = Duration.ofMinutes(12);

    private record Running(Resource target, String digest) {}

    private record Crash(Instant at, Instant seen) {}

    private final InMemoryPlatform platform;
    private final Map<Running, Crash> crashes = new LinkedHashMap<>();
    private final Map<Running, Instant> deployed = new LinkedHashMap<>();

    ProcessCrashes(InMemoryPlatform platform) {
        this.platform = platform;
    }

    void ends(Resource target, String digest, Instant now) {
        if (platform.runs(target, digest)) {
            platform.crash(target, digest);
            crashes.put(new Running(target, digest), new Crash(now, now));
        }
    }

    void starts(Resource target, String digest) {
        platform.start(target, digest);
    }

    void deployed(Resource target, String digest, Instant now) {
        deployed.putIfAbsent(new Running(target, digest), now);
    }

    void tookBack(Resource target, String digest) {
        deployed.remove(new Running(target, digest));
    }

    boolean any() {
        return !crashes.isEmpty();
    }

    /** Records the processes that are still down. */
    void note(Instant now) {
        crashes.replaceAll((process, crash) -> isDown(process) ? new Crash(crash.at(), now) : crash);
    }

    private boolean isDown(Running process) {
        return down(process.target(), process.digest());
    }

    boolean down(Resource target, String digest) {
        return !platform.runs(target, digest);
    }

    Optional<Instant> downSince(Resource target, String digest) {
        return down(target, digest)
                ? Optional.ofNullable(crashes.get(new Running(target, digest))).map(Crash::at)
                : Optional.empty();
    }

    /** Reports whether another version was down there when the digest was deployed, or at any time since then. */
    boolean hadNoBaseline(Resource target, String digest, Instant now) {
        var since = deployed.getOrDefault(new Running(target, digest), now).minus(BEFORE);
        return crashes.entrySet().stream()
                .anyMatch(one -> one.getKey().target().equals(target)
                        && !one.getKey().digest().equals(digest)
                        && (isDown(one.getKey()) || one.getValue().seen().isAfter(since)));
    }
}
