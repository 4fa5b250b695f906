package io.nightshift.report;

import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Counts the runs of remediation by rule. The ledger is read page by page, the latest run first; what is kept is a count for each
 * rule, and the start of the next run for each rule and subject.
 */
public final class LedgerReport {

    /** Another run of the same rule for the same subject within this time is a recurrence. */
    public static final Duration AGAIN = Duration.ofDays(7);

    private static final int PAGE = 500;
    private static final String PLAYBOOK = "remediation";

    private final Ledger ledger;
    private final Instant since;
    private final Optional<String> rule;
    private final Map<String, RuleTally> tallies = new TreeMap<>();
    private final Map<Cause, Instant> next = new HashMap<>();

    private record Cause(String rule, Resource subject) {}

    private LedgerReport(Ledger ledger, Instant since, Optional<String> rule) {
        this.ledger = ledger;
        this.since = since;
        this.rule = rule;
    }

    /**
     * The rules that ran, by name.
     *
     * @param since runs that started earlier are left out
     * @param rule only this rule; empty for all
     * @param progress gets the number of runs that were read, after each page
     */
    public static Collection<RuleTally> of(Ledger ledger, Instant since, Optional<String> rule, LongConsumer progress) {
        var report = new LedgerReport(ledger, since, rule);
        report.read(progress);
        return report.tallies.values();
    }

    private void read(LongConsumer progress) {
        long read = 0;
        Optional<String> from = Optional.empty();
        do {
            var page = ledger.runs(from, PAGE);
            page.items().stream().filter(this::counts).forEach(this::add);
            read += page.items().size();
            progress.accept(read);
            // Earlier runs follow: nothing after this page counts.
            boolean over = page.items().stream().anyMatch(run -> run.startedAt().isBefore(since));
            from = over ? Optional.empty() : page.next();
        } while (from.isPresent());
    }

    private boolean counts(Run run) {
        return !MarkLog.isLog(run)
                && run.key().playbook().equals(PLAYBOOK)
                && !run.startedAt().isBefore(since)
                && rule.map(run.rule()::equals).orElse(true);
    }

    private void add(Run run) {
        var cause = new Cause(run.rule(), run.key().subject());
        var later = Optional.ofNullable(next.put(cause, run.startedAt()));
        boolean again = later.filter(start -> !start.isAfter(run.changedAt().plus(AGAIN)))
                .isPresent();
        var tally = tallies.computeIfAbsent(run.rule(), RuleTally::new);
        tally.add(run, again);
        entries(run.id(), tally::add);
    }

    private void entries(RunId run, Consumer<Entry> each) {
        Optional<String> from = Optional.empty();
        do {
            var page = ledger.entries(run, from, PAGE);
            page.items().forEach(each);
            from = page.next();
        } while (from.isPresent());
    }
}
