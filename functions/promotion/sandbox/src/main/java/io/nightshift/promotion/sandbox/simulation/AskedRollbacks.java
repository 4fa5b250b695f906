package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the rollbacks that a human requested after a promotion had ended. Each must give its digest all traffic of a target
 * at once, and of the service within a bounded time, without gates, approvals and bakes, and must not end as a success
 * before.
 */
final class AskedRollbacks {

    /** Covers its consecutive waves, slow starts, and the delay by a dead worker; less than the bakes would take. */
    private static final Duration BOUND = Duration.ofMinutes(25);

    private record Asked(String signal, String service, String digest, Instant at) {}

    /** Reports whether something other than the promotion prevents it. */
    interface Hindered {
        boolean is(Run run);
    }

    /** Reports whether a digest has all traffic of a service. */
    interface Serves {
        boolean everywhere(String service, String digest);
    }

    private final ServiceRuns runs;
    private final List<Asked> asked = new ArrayList<>();
    private final Map<Asked, Instant> since = new HashMap<>();

    AskedRollbacks(ServiceRuns runs) {
        this.runs = runs;
    }

    void asks(Signal.Request request, String digest) {
        var header = request.header();
        asked.add(new Asked(header.id().value(), request.rule(), digest, header.time()));
    }

    /** The violation, if a digest is about to get a share below 100 %. */
    Optional<String> half(String service, String digest, int percent) {
        return asked.stream()
                .filter(one -> one.service().equals(service) && one.digest().equals(digest) && percent < 100)
                .flatMap(one -> run(one).stream())
                .filter(run -> run.status() != Status.FINISHED)
                .map(run -> run.id() + " takes " + service + " back, and gives " + percent + " %")
                .findFirst();
    }

    boolean any() {
        return !asked.isEmpty();
    }

    /** The violation at that time. */
    Optional<String> overdue(Instant now, Hindered hindered, Serves serves) {
        asked.removeIf(one -> serves.everywhere(one.service(), one.digest()) || isSuperseded(one));
        var wrong = asked.stream()
                .flatMap(one -> run(one).stream()
                        .filter(run -> isResolved(run) || isLate(one, run, now, hindered))
                        .map(run -> run.id() + " is to take " + one.service() + " back to " + one.digest() + ", and is "
                                + run.outcome().map(Outcome::name).orElse(ServiceRuns.phase(run))))
                .findFirst();
        asked.removeIf(
                one -> run(one).filter(run -> run.status() == Status.FINISHED).isPresent());
        return wrong;
    }

    private boolean isSuperseded(Asked one) {
        return runs.all(one.service()).stream()
                .filter(run -> run.startedAt().isAfter(one.at().minus(ShareSteps.SKEW)))
                .anyMatch(run -> !ServiceRuns.signal(run).equals(one.signal()));
    }

    private Optional<Run> run(Asked one) {
        return runs.all(one.service()).stream()
                .filter(run -> ServiceRuns.signal(run).equals(one.signal()))
                .findFirst();
    }

    private static boolean isResolved(Run run) {
        return run.outcome().filter(Outcome.RESOLVED::equals).isPresent();
    }

    private boolean isLate(Asked one, Run run, Instant now, Hindered hindered) {
        if (run.status() == Status.FINISHED) {
            return false;
        }
        if (hindered.is(run)) {
            since.put(one, now);
        }
        return now.isAfter(since.computeIfAbsent(one, ignored -> now).plus(BOUND));
    }
}
