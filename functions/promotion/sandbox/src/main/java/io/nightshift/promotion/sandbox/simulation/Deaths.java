package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.sandbox.InMemoryPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whose process has ended by itself, and since when. */
final class Deaths {

    /** From the look that finds what serves down to the deployment, and from one look of this book to the next. */
    private static final Duration BEFORE = Duration.ofMinutes(12);

    private record Running(Resource target, String digest) {}

    private record Death(Instant at, Instant seen) {}

    private final InMemoryPlatform platform;
    private final Map<Running, Death> deaths = new LinkedHashMap<>();
    private final Map<Running, Instant> deployed = new LinkedHashMap<>();

    Deaths(InMemoryPlatform platform) {
        this.platform = platform;
    }

    void ends(Resource target, String digest, Instant now) {
        if (platform.runs(target, digest)) {
            platform.crash(target, digest);
            deaths.put(new Running(target, digest), new Death(now, now));
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
        return !deaths.isEmpty();
    }

    /** Notes what is still down. */
    void note(Instant now) {
        deaths.replaceAll((process, death) -> isDown(process) ? new Death(death.at(), now) : death);
    }

    private boolean isDown(Running process) {
        return down(process.target(), process.digest());
    }

    boolean down(Resource target, String digest) {
        return !platform.runs(target, digest);
    }

    Optional<Instant> downSince(Resource target, String digest) {
        return down(target, digest)
                ? Optional.ofNullable(deaths.get(new Running(target, digest))).map(Death::at)
                : Optional.empty();
    }

    /** Whether another version was down there when the digest was deployed, or at any time since then. */
    boolean hadNoBaseline(Resource target, String digest, Instant now) {
        var since = deployed.getOrDefault(new Running(target, digest), now).minus(BEFORE);
        return deaths.entrySet().stream()
                .anyMatch(one -> one.getKey().target().equals(target)
                        && !one.getKey().digest().equals(digest)
                        && (isDown(one.getKey()) || one.getValue().seen().isAfter(since)));
    }
}
