package io.nightshift.sandbox.simulation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Runs that were altered between two turns, with their former state. */
final class TamperedRuns {

    private record Altered(Run before, Run now) {}

    private final InMemoryLedger ledger;
    private final Map<RunId, Altered> altered = new LinkedHashMap<>();
    private final Set<RunId> ever = new HashSet<>();
    private final Set<RunId> told = new HashSet<>();

    TamperedRuns(InMemoryLedger ledger) {
        this.ledger = ledger;
    }

    /** @param which chooses the alteration: the times, the planned effects or the state */
    void alter(Run run, int which, Instant now) {
        if (!is(run.id())) {
            var other = altered(run, which, now);
            altered.put(run.id(), new Altered(run, other));
            ever.add(run.id());
            told.remove(run.id());
            ledger.replace(run.id(), other);
        }
    }

    private static Run altered(Run run, int which, Instant now) {
        var json = RunJson.of(run);
        var other = switch (which % 3) {
            case 0 -> json.with("wakeUps", Json.strings(Map.of("altered", now.toString())));
            case 1 -> json.with("pending", Json.arr(List.of())).with("acts", run.acts() + 1);
            default -> json.with("state", run.state().with("altered", true));
        };
        try {
            return RunJson.read(other);
        } catch (JsonException e) {
            throw new IllegalStateException("an altered run cannot be read", e);
        }
    }

    /** Reports whether the run is altered now; false if a worker that had read it before has overwritten it. */
    boolean is(RunId run) {
        var one = altered.get(run);
        return one != null && ledger.run(run).filter(one.now()::equals).isPresent();
    }

    /** The run as the engine wrote it last. */
    Optional<Run> written(RunId run) {
        return is(run) ? Optional.of(Objects.requireNonNull(altered.get(run)).before()) : ledger.run(run);
    }

    boolean ever(RunId run) {
        return ever.contains(run);
    }

    void told(RunId run) {
        told.add(run);
    }

    /** The altered runs that are due now and that on-call was not informed of. */
    Stream<RunId> untold(Instant now) {
        return altered.keySet().stream()
                .filter(this::is)
                .filter(run -> !told.contains(run))
                .filter(run -> ledger.run(run)
                        .flatMap(Run::dueAt)
                        .filter(due -> !due.isAfter(now))
                        .isPresent());
    }

    /** Reverts the alterations. */
    void restore() {
        altered.forEach((run, one) -> {
            if (is(run)) {
                ledger.replace(run, one.before());
            }
        });
        altered.clear();
    }
}
