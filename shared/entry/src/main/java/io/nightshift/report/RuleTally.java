package io.nightshift.report;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the runs of one rule. */
public final class RuleTally {

    private final String rule;
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<String, Long> denied = new TreeMap<>();
    private final Durations fixes = new Durations();
    private long runs;
    private long acted;
    private long falseFires;
    private long recurred;
    private long asked;
    private long expired;
    private long dryRuns;
    private long pagedBefore;

    RuleTally(String rule) {
        this.rule = rule;
    }

    /** @param again whether the rule ran again for the same subject soon after */
    void add(Run run, boolean again) {
        runs++;
        acted += run.acts() > 0 ? 1 : 0;
        run.outcome().ifPresent(outcome -> ended(run, outcome, again));
    }

    private void ended(Run run, Outcome outcome, boolean again) {
        outcomes.merge(outcome, 1L, Long::sum);
        if (outcome == Outcome.NOT_NEEDED && run.acts() == 0) {
            falseFires++;
        }
        if (outcome == Outcome.RESOLVED) {
            fixes.add(Duration.between(run.startedAt(), run.changedAt()));
            recurred += again ? 1 : 0;
        }
    }

    void add(Entry entry) {
        switch (entry.kind()) {
            case "asked" -> asked++;
            case "expired" -> expired++;
            case "not-told" -> pagedBefore += entry.body().get("toldBy") == null ? 0 : 1;
            case "judged" -> judged(View.of(entry.body()).at("decisive"));
            default -> {
                // Counted by the run.
            }
        }
    }

    private void judged(View decisive) {
        try {
            switch (decisive.at("verdict").textOr("")) {
                case "deny" -> denied.merge(decisive.at("guardrail").textOr("unknown"), 1L, Long::sum);
                case "dry-run" -> dryRuns++;
                default -> {
                    // It was done, or judged again later.
                }
            }
        } catch (JsonException e) {
            denied.merge("unreadable", 1L, Long::sum);
        }
    }

    public String rule() {
        return rule;
    }

    public long runs() {
        return runs;
    }

    /** Runs that have not ended. */
    public long open() {
        return runs - outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Runs with at least one act. */
    public long acted() {
        return acted;
    }

    /** {@link Outcome#RESOLVED} is a verified success. */
    public long ended(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** Runs that ended because nothing was wrong, before any act. */
    public long falseFires() {
        return falseFires;
    }

    /** Verified successes after which the rule ran again for the same subject within {@link LedgerReport#AGAIN}. */
    public long recurred() {
        return recurred;
    }

    public long approvalsAsked() {
        return asked;
    }

    public long approvalsExpired() {
        return expired;
    }

    /** Acts that only the mode held back. */
    public long dryRuns() {
        return dryRuns;
    }

    /** Escalations without a page: an earlier run had paged about the same open breaker or pause. */
    public long pagedBefore() {
        return pagedBefore;
    }

    /** Denied acts by the guardrail that decided. */
    public Map<String, Long> denied() {
        return java.util.Collections.unmodifiableMap(denied);
    }

    /** From the start of the run to its verified end, the soak included. */
    public Optional<Duration> timeToFix(double share) {
        return fixes.quantile(share);
    }
}
