package io.nightshift.local.report;

import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Compares what rules that do not act would have done with what people did: CloudTrail and audit log signals that the ledger or
 * files hold.
 */
public final class PeopleComparison {

    private static final int PAGE = 500;

    private final Instant since;
    private final Optional<String> rule;
    private final Map<Run, List<WantedAct>> wanted = new LinkedHashMap<>();
    private final Map<String, RecordedChange> changes = new HashMap<>();

    private PeopleComparison(Instant since, Optional<String> rule) {
        this.since = since;
        this.rule = rule;
    }

    /**
     * The runs that would have acted and could not, because their rules do not, in the order of their start.
     *
     * @param since runs that started earlier are left out
     * @param events recorded signals besides those of the ledger
     * @param automation patterns of actors that are no people
     * @param within how long after the act a change by somebody counts
     */
    public static List<ComparedRun> of(
            Ledger ledger,
            Instant since,
            Optional<String> rule,
            Collection<Signal> events,
            List<Glob> automation,
            Duration within,
            LongConsumer progress) {
        var comparison = new PeopleComparison(since, rule);
        events.forEach(event -> RecordedChange.of(event).ifPresent(comparison::add));
        comparison.read(ledger, progress);
        return comparison.compared(new PeopleFilter(automation), within);
    }

    /** The same call in a trail and in the ledger counts once. */
    private void add(RecordedChange change) {
        changes.put(change.id(), change);
    }

    private void read(Ledger ledger, LongConsumer progress) {
        long read = 0;
        Optional<String> from = Optional.empty();
        do {
            var page = ledger.runs(from, PAGE);
            for (var run : page.items()) {
                if (!MarkLog.isLog(run) && !run.startedAt().isBefore(since)) {
                    read(ledger, run);
                }
            }
            read += page.items().size();
            progress.accept(read);
            boolean over = page.items().stream().anyMatch(run -> run.startedAt().isBefore(since));
            from = over ? Optional.empty() : page.next();
        } while (from.isPresent());
    }

    private void read(Ledger ledger, Run run) {
        boolean compared = rule.map(run.rule()::equals).orElse(true);
        Optional<String> from = Optional.empty();
        do {
            var page = ledger.entries(run.id(), from, PAGE);
            page.items().forEach(entry -> read(run, entry, compared));
            from = page.next();
        } while (from.isPresent());
    }

    /** An entry of another form is left out; {@code audit verify} tells whether somebody altered it. */
    private void read(Run run, Entry entry, boolean compared) {
        try {
            if (entry.kind().equals("arrived")) {
                RecordedChange.of(View.of(entry.body()).at("signal")).ifPresent(this::add);
            }
            if (compared) {
                WantedAct.of(entry)
                        .ifPresent(act -> wanted.computeIfAbsent(run, ignored -> new ArrayList<>())
                                .add(act));
            }
        } catch (JsonException ignored) {
            // Nothing to compare.
        }
    }

    private List<ComparedRun> compared(PeopleFilter people, Duration within) {
        var byTarget = new HashMap<String, List<RecordedChange>>();
        changes.values()
                .forEach(change -> byTarget.computeIfAbsent(change.target(), ignored -> new ArrayList<>())
                        .add(change));
        return wanted.entrySet().stream()
                .map(entry -> ComparedRun.of(
                        entry.getKey(),
                        entry.getValue(),
                        entry.getValue().stream()
                                .map(act -> RecordedChange.target(act.target()))
                                .distinct()
                                .flatMap(target -> byTarget.getOrDefault(target, List.of()).stream())
                                .toList(),
                        people,
                        within))
                .toList()
                .reversed();
    }
}
