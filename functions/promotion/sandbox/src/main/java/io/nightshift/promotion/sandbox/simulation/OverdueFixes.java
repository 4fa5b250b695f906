package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks good versions that are promoted to a target whose serving version is down: each must get a share within a bounded
 * time.
 */
final class OverdueFixes {

    /**
     * Covers staging, its extensions for late points, and the delay by a dead worker; less than a preflight's longest wait.
     */
    private static final Duration BOUND = Duration.ofMinutes(25);

    static final List<Resource> TARGETS = List.of(SimulatedShop.LAMBDA, SimulatedShop.RUN, SimulatedShop.WORKER);

    /**
     * Reports whether the run's version is a fix that has no share of a target yet, and only the dead version may block it.
     */
    interface Waits {
        boolean is(Run run, Resource target);
    }

    private final ServiceRuns runs;
    private final Map<String, Instant> since = new HashMap<>();

    OverdueFixes(ServiceRuns runs) {
        this.runs = runs;
    }

    Optional<String> overdue(Instant now, Waits waits) {
        return TARGETS.stream()
                .flatMap(target -> runs.open(PromotionScene.service(target)).stream()
                        .filter(run -> late(run, target, now, waits))
                        .map(run -> run.id() + " is " + ServiceRuns.phase(run) + ", and what serves " + target.label()
                                + " is down for more than " + BOUND))
                .findFirst();
    }

    private boolean late(Run run, Resource target, Instant now, Waits waits) {
        var key = run.id() + " " + target;
        if (!waits.is(run, target)) {
            since.remove(key);
            return false;
        }
        return now.isAfter(since.computeIfAbsent(key, ignored -> now).plus(BOUND));
    }
}
