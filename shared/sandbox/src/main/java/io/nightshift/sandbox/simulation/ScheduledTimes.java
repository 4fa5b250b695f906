package io.nightshift.sandbox.simulation;

import io.nightshift.core.signal.SignalId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The times of the policies' schedules: each one that could begin a run for some minutes has done so. */
final class ScheduledTimes {

    /** A fault may stop single minutes; so many in a row are no accident. */
    private static final int ENOUGH = 8;

    private static final Duration FRESH = Duration.ofMinutes(14);

    /** The ledger knows the schedules by then, even if the first minutes failed. */
    private static final Duration KNOWN = Duration.ofMinutes(10);

    private final Simulation night;
    private final Map<SignalId, Integer> chances = new LinkedHashMap<>();
    private Optional<Instant> since = Optional.empty();

    ScheduledTimes(Simulation night) {
        this.night = night;
    }

    /** Each minute: what is due is handled, as by the function's minute timer. */
    void minute() {
        if (night.policy().schedules().isEmpty()) {
            return;
        }
        night.invoke("schedule", worker -> worker.engine.due().forEach(worker.engine::handle));
        var now = night.time.instant();
        boolean undisturbed = night.disk.works()
                && night.disk.isSoFor(Duration.ofMinutes(1))
                && night.runs().noneMatch(run -> night.alterations.is(run.id()));
        if (!undisturbed) {
            return;
        }
        var known = since.orElse(now);
        since = Optional.of(known);
        for (var due : night.policy().due(now)) {
            if (due.time().isAfter(known.plus(KNOWN)) && now.isBefore(due.time().plus(FRESH))) {
                chances.merge(due.id(), 1, Integer::sum);
            }
        }
    }

    void end(InvariantChecker watch) {
        chances.forEach((due, minutes) -> {
            if (minutes >= ENOUGH && !watch.arrived(due)) {
                throw watch.found("what is scheduled begins", due + " was due for " + minutes + " minutes");
            }
        });
    }
}
