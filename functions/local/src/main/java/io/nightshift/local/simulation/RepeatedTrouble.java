package io.nightshift.local.simulation;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.sandbox.simulation.Invariant;
import io.nightshift.sandbox.world.World;
import java.time.Instant;
import java.util.Optional;

/** A log line or a failed call that happened again after the last act is never counted as resolved by that act. */
final class RepeatedTrouble implements Invariant {

    @Override
    public String name() {
        return "what happens again is not resolved";
    }

    @Override
    public Optional<String> broken(Turn committed, Ledger ledger, World world) {
        var run = committed.run();
        boolean ends =
                committed.entries().stream().anyMatch(entry -> entry.kind().equals("finished"));
        if (!ends || !run.outcome().equals(Optional.of(Outcome.RESOLVED))) {
            return Optional.empty();
        }
        var act = Instant.MAX;
        boolean again = false;
        for (var entry :
                ledger.entries(run.id(), Optional.empty(), Integer.MAX_VALUE).items()) {
            if (entry.kind().equals("acted") || entry.kind().equals("failed")) {
                act = entry.at();
                again = false;
            } else if (entry.kind().equals("arrived")) {
                again |= happened(entry).filter(act::isBefore).isPresent();
            }
        }
        return again
                ? Optional.of("run " + run.id() + " is resolved, though it happened again after the act")
                : Optional.empty();
    }

    /** When the log line was written or the call failed; empty for other signals. */
    private static Optional<Instant> happened(Entry entry) {
        var signal = View.of(entry.body()).at("signal");
        try {
            var type = signal.at("type").text();
            return type.equals("log") || type.equals("function-result")
                    ? Optional.of(signal.at("time").instant())
                    : Optional.empty();
        } catch (JsonException e) {
            throw new IllegalStateException("an entry of a night cannot be read", e);
        }
    }
}
