package io.nightshift.report;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is open now.
 *
 * @param runs runs that have not ended, at most {@link #MOST}
 * @param approvals questions that nobody has answered
 * @param oldest for how long the run has waited that should have gone on first
 */
public record OpenFigures(long runs, long approvals, Duration oldest) {

    public static final int MOST = 1_000;

    public static OpenFigures of(Ledger ledger, Instant now) {
        return of(ledger.open(Optional.empty(), MOST).items(), now);
    }

    /** Open runs come the soonest due first. */
    private static OpenFigures of(List<Run> open, Instant now) {
        long approvals = open.stream()
                .flatMap(run -> run.approval().stream())
                .filter(asked -> !asked.granted() && !asked.expired(now))
                .count();
        var oldest = open.stream()
                .flatMap(run -> run.dueAt().stream())
                .findFirst()
                .map(due -> Duration.between(due, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        return new OpenFigures(open.size(), approvals, oldest);
    }
}
