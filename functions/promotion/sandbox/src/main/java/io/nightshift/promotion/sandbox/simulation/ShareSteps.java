package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Records independently which version had which share since when, and detects a rise that no step allows. */
final class ShareSteps {

    /** The maximum difference of two workers' clocks; a bake that they timed may be that much too short. */
    static final Duration SKEW = Duration.ofSeconds(21);

    private record Rung(int percent, Instant since) {}

    private final Map<String, Rung> rungs = new HashMap<>();

    private static String key(Resource target, String digest) {
        return target + "@" + digest;
    }

    /** The version was rolled back, or another one was deployed: it must begin at the first step again. */
    void fell(Resource target, String digest) {
        rungs.remove(key(target, digest));
    }

    /** Since when it has had all traffic without interruption; empty if it has not, or if someone changed it. */
    Optional<Instant> full(Resource target, String digest) {
        return Optional.ofNullable(rungs.get(key(target, digest)))
                .filter(rung -> rung.percent() == 100)
                .map(Rung::since);
    }

    /** @param alone whether the other version is down: then all traffic may come at once */
    Optional<String> wrong(Resource target, String digest, int percent, Instant now, boolean alone) {
        var key = key(target, digest);
        var rung = rungs.getOrDefault(key, new Rung(0, Instant.MIN));
        if (percent <= rung.percent()) {
            return Optional.empty();
        }
        if (alone && percent == 100) {
            rungs.put(key, new Rung(percent, now));
            return Optional.empty();
        }
        var next = SimulatedShop.steps(target).stream()
                .filter(step -> step[0] > rung.percent())
                .findFirst();
        if (next.isEmpty() || percent > next.get()[0]) {
            return Optional.of("%s rises from %d %% to %d %%, which is beyond its next step"
                    .formatted(target.label(), rung.percent(), percent));
        }
        var bake = SimulatedShop.steps(target).stream()
                .filter(step -> step[0] == rung.percent())
                .findFirst();
        if (bake.isPresent()
                && now.isBefore(rung.since().plusSeconds(bake.get()[1]).minus(SKEW))) {
            return Optional.of("%s rises to %d %% after %s at %d %%"
                    .formatted(target.label(), percent, Duration.between(rung.since(), now), rung.percent()));
        }
        rungs.put(key, new Rung(percent, now));
        return Optional.empty();
    }
}
