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
 * The rollbacks that a human asked for after a promotion had ended: each gives its digest all traffic of a target at once,
 * and of the service within a bounded time, without gates, approvals and bakes, and does not end as a success before.
 */
final class AskedRollbacks {

    /** Its waves one after the other, slow starts, and what a dead worker holds up; less than the bakes would take. */
    private static final Duration BOUND = Duration.ofMinutes(25);

    private record Asked(String signal, String service, String digest, Instant at) {}

    /** Whether something other than the promotion keeps it from being done. */
    interface Hindered {
        boolean is(Run run);
    }

    /** Whether a digest has all traffic of a service. */
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

    /** What is wrong with a share below all that a digest is about to get. */
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

    /** What is wrong at that time. */
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
