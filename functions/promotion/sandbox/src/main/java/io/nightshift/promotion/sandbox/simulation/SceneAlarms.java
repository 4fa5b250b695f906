package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One alarm of each service. It fires while half of the traffic of a production target fails, and at times for reasons
 * unrelated to any version.
 */
final class SceneAlarms {

    /** Clocks differ, and the checks run once a minute: an event this close to a run's start may be before or after it. */
    private static final Duration ABOUT = Duration.ofMinutes(2);

    /** Returns the versions with half of the traffic of a service's production target that fail or are down. */
    interface Culprits {
        Set<String> failing(String service);

        Set<String> down(String service);
    }

    private final Culprits culprits;
    private final ServiceRuns runs;
    private final DigestGroundTruth shown;
    private final Map<String, Instant> forcedUntil = new HashMap<>();
    private final Map<String, Instant> since = new HashMap<>();

    SceneAlarms(Culprits culprits, ServiceRuns runs, DigestGroundTruth shown) {
        this.culprits = culprits;
        this.runs = runs;
        this.shown = shown;
    }

    void firesUntil(String service, Instant until) {
        forcedUntil.put(service, until);
    }

    boolean fires(String service, Instant now) {
        return now.isBefore(forcedUntil.getOrDefault(service, Instant.MIN));
    }

    /** Records since when each alarm fires. */
    void note(Instant now) {
        for (var service : List.of(PromotionRules.WEB, PromotionRules.WORKER)) {
            if (firing(service, now)) {
                since.putIfAbsent(service, now);
            } else {
                since.remove(service);
            }
        }
    }

    private boolean firing(String service, Instant now) {
        return fires(service, now)
                || !culprits.failing(service).isEmpty()
                || !culprits.down(service).isEmpty();
    }

    Observed answer(String service, Instant now) {
        note(now);
        if (!since.containsKey(service)) {
            return new Observed.Seen(Health.WELL, Json.obj());
        }
        runs.open(service).forEach(run -> blames(run, service, now));
        return new Observed.Seen(Health.UNWELL, Json.obj().with("firing", Json.arr(Json.of("shop-errors"))));
    }

    private void blames(Run run, String service, Instant now) {
        var digest = ServiceRuns.digest(run);
        boolean fails = culprits.failing(service).contains(digest)
                || culprits.down(service).contains(digest);
        boolean old = since.getOrDefault(service, now).isBefore(run.startedAt().minus(ABOUT));
        if (!fails && old) {
            shown.looked(digest, FalsePositive.OLD_ALARM);
        } else if (!fails && !fires(service, now) && culprits.failing(service).isEmpty()) {
            shown.looked(digest, FalsePositive.BASELINE_DOWN);
        } else {
            shown.failed(digest);
        }
    }
}
