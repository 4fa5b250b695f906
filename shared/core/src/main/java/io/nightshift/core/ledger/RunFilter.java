package io.nightshift.core.ledger;

import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which runs a list shows. Logs are runs, too; no filter shows them.
 *
 * @param open whether the run has something to do or to wait for; empty for both
 * @param outcome how it ended
 * @param playbook the playbook's name
 * @param rule the name of the rule that started it
 * @param since not started before
 * @param before started before
 */
public record RunFilter(
        Optional<Boolean> open,
        Optional<Outcome> outcome,
        Optional<String> playbook,
        Optional<String> rule,
        Optional<Instant> since,
        Optional<Instant> before) {

    /** The playbooks of the logs that {@code core.engine.MarkLog} writes and retention deletes. */
    private static final Set<String> LOGS = Set.of("ends", "chat", "figures");

    public static final RunFilter ALL = new RunFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Reports whether the run has something to do or to wait for. */
    public static boolean isOpen(Run run) {
        return run.dueAt().isPresent();
    }

    /** Reports whether the run is a log, not a run of a playbook: one that is kept for good has no rule. */
    public static boolean isLog(Run run) {
        return run.rule().isEmpty() || LOGS.contains(run.key().playbook());
    }

    public RunFilter open(boolean shown) {
        return new RunFilter(Optional.of(shown), outcome, playbook, rule, since, before);
    }

    public RunFilter outcome(Outcome shown) {
        return new RunFilter(open, Optional.of(shown), playbook, rule, since, before);
    }

    public RunFilter playbook(String shown) {
        return new RunFilter(open, outcome, Optional.of(shown), rule, since, before);
    }

    public RunFilter rule(String shown) {
        return new RunFilter(open, outcome, playbook, Optional.of(shown), since, before);
    }

    public RunFilter since(Instant first) {
        return new RunFilter(open, outcome, playbook, rule, Optional.of(first), before);
    }

    public RunFilter before(Instant end) {
        return new RunFilter(open, outcome, playbook, rule, since, Optional.of(end));
    }

    public boolean shows(Run run) {
        return !isLog(run)
                && open.filter(shown -> shown != isOpen(run)).isEmpty()
                && outcome.filter(shown -> run.outcome().filter(shown::equals).isEmpty())
                        .isEmpty()
                && playbook.filter(shown -> !shown.equals(run.key().playbook())).isEmpty()
                && rule.filter(shown -> !shown.equals(run.rule())).isEmpty()
                && since.filter(run.startedAt()::isBefore).isEmpty()
                && before.filter(end -> !run.startedAt().isBefore(end)).isEmpty();
    }

    /**
     * A page of the shown ones among runs that a store read in order, the latest first.
     *
     * @param read more than the limit, so that one call of the store is enough even if most are not shown
     * @param next where the store goes on after them
     * @param cursor where the store goes on after that run
     */
    public Page<Run> page(List<Run> read, Optional<String> next, int limit, Function<Run, String> cursor) {
        var shown = new ArrayList<Run>();
        for (var run : read) {
            if (since.filter(run.startedAt()::isBefore).isPresent()) {
                return new Page<>(shown, Optional.empty());
            }
            if (shows(run)) {
                if (shown.size() == limit) {
                    return new Page<>(shown, Optional.of(cursor.apply(shown.getLast())));
                }
                shown.add(run);
            }
        }
        return new Page<>(shown, next);
    }
}
