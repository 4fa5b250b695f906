package io.nightshift.report;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.ScheduledWork;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the figures from time to time, keeps them in the ledger for the console, and logs them as metrics: the same figures as
 * {@code /metrics} of {@code serve}, one line for each rule and guardrail, and one for what is open.
 */
public final class FiguresWork {

    /** The name of the work. */
    public static final String WORK = "figures";

    /** Counting reads every entry of 30 days. */
    private static final Duration EVERY = Duration.ofHours(1);

    private final Ledger ledger;
    private final FunctionHost host;
    private final String policyHash;
    private final MetricFormat format;

    private FiguresWork(Ledger ledger, FunctionHost host, String policyHash, MetricFormat format) {
        this.ledger = ledger;
        this.host = host;
        this.policyHash = policyHash;
        this.format = format;
    }

    public static ScheduledWork of(Ledger ledger, FunctionHost host, String policyHash, MetricFormat format) {
        return new ScheduledWork(WORK, EVERY, () -> {
            new FiguresWork(ledger, host, policyHash, format).count();
            return List.of();
        });
    }

    private void count() {
        var now = host.instant();
        var stored = new StoredFigures(ledger);
        // A new instance of a function does its work at once, although another one has just done it.
        if (stored.get()
                .computed()
                .filter(last -> now.isBefore(last.plus(EVERY)))
                .isPresent()) {
            return;
        }
        var figures = RuleFigures.of(ledger, now);
        stored.store(figures, host, policyHash);
        log("figures.open", Map.of(), open(OpenFigures.of(ledger, now)), now);
        figures.rules().forEach(rule -> log(rule, now));
    }

    private static Map<String, Long> open(OpenFigures open) {
        var values = new LinkedHashMap<String, Long>();
        values.put("openRuns", open.runs());
        values.put("waitingApprovals", open.approvals());
        values.put("oldestDueSeconds", open.oldest().toSeconds());
        return values;
    }

    private void log(RuleFigures.Rule rule, Instant now) {
        var values = new LinkedHashMap<>(rule.counts());
        rule.toFix().ifPresent(time -> values.put("medianFixSeconds", time.toSeconds()));
        log("figures.rule", Map.of("rule", rule.name()), values, now);
        rule.denied()
                .forEach((guardrail, denials) ->
                        log("figures.guardrail", dimensions(rule, guardrail), Map.of("denials", denials), now));
    }

    private static Map<String, String> dimensions(RuleFigures.Rule rule, String guardrail) {
        var dimensions = new LinkedHashMap<String, String>();
        dimensions.put("guardrail", guardrail);
        dimensions.put("rule", rule.name());
        return dimensions;
    }

    private void log(String event, Map<String, String> dimensions, Map<String, Long> values, Instant now) {
        Json.Obj line = format.line(dimensions, values, now.toEpochMilli());
        host.log(event, line);
    }
}
