package io.nightshift.report;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What each rule did in the last 30 days.
 *
 * @param computed when; empty if they are being computed for the first time
 */
public record RuleFigures(Optional<Instant> computed, List<Rule> rules) {

    /** The time that is counted. */
    public static final Duration SPAN = Duration.ofDays(30);

    public static final RuleFigures NONE = new RuleFigures(Optional.empty(), List.of());

    public RuleFigures {
        rules = List.copyOf(rules);
    }

    /** Counts the ledger's runs of the span that ends now; a long history takes seconds. */
    public static RuleFigures of(Ledger ledger, Instant now) {
        var rules = LedgerReport.of(ledger, now.minus(SPAN), Optional.empty(), read -> {}).stream()
                .map(Rule::of)
                .toList();
        return new RuleFigures(Optional.of(now), rules);
    }

    public Json.Obj toJson() {
        var json = Json.obj()
                .with("rules", Json.arr(rules.stream().map(Rule::toJson).toList()));
        return computed.map(at -> json.with("computed", at.toString())).orElse(json);
    }

    /** What {@link #toJson} wrote. */
    static RuleFigures of(View json) throws JsonException {
        var rules = new ArrayList<Rule>();
        for (var rule : json.at("rules").items()) {
            rules.add(Rule.of(rule));
        }
        return new RuleFigures(Optional.of(json.at("computed").instant()), rules);
    }

    /**
     * @param fired the runs that it started
     * @param acted of these, the runs with at least one act
     * @param fixed of these, the runs whose success was verified
     * @param recurred of these, the ones after which it ran again for the same subject
     * @param falseFires the runs that ended because nothing was wrong, before any act
     * @param dryRuns the acts that only the mode held back
     * @param denied denied acts by guardrail
     * @param toFix the median time from the start to the verified end
     */
    public record Rule(
            String name,
            long fired,
            long open,
            long acted,
            long fixed,
            long recurred,
            long falseFires,
            long escalated,
            long dryRuns,
            Map<String, Long> denied,
            Optional<Duration> toFix) {
        public Rule {
            denied = Map.copyOf(denied);
        }

        /** Its numbers by name. */
        public Map<String, Long> counts() {
            var counts = new LinkedHashMap<String, Long>();
            counts.put("fired", fired);
            counts.put("open", open);
            counts.put("acted", acted);
            counts.put("verifiedSuccess", fixed);
            counts.put("recurred", recurred);
            counts.put("falseFires", falseFires);
            counts.put("escalated", escalated);
            counts.put("dryRuns", dryRuns);
            return counts;
        }

        public Json.Obj toJson() {
            var json = Json.obj().with("rule", name);
            for (var count : counts().entrySet()) {
                json = json.with(count.getKey(), count.getValue());
            }
            var denials = Json.obj();
            for (var one : new TreeMap<>(denied).entrySet()) {
                denials = denials.with(one.getKey(), one.getValue());
            }
            json = json.with("denied", denials);
            return toFix.isPresent() ? json.with("medianFixSeconds", toFix.get().toSeconds()) : json;
        }

        private static Rule of(View json) throws JsonException {
            var denied = new HashMap<String, Long>();
            for (var guardrail : json.at("denied").object().members().keySet()) {
                denied.put(guardrail, json.at("denied", guardrail).integer());
            }
            var fix = json.at("medianFixSeconds");
            return new Rule(
                    json.at("rule").text(),
                    json.at("fired").integer(),
                    json.at("open").integer(),
                    json.at("acted").integer(),
                    json.at("verifiedSuccess").integer(),
                    json.at("recurred").integer(),
                    json.at("falseFires").integer(),
                    json.at("escalated").integer(),
                    json.at("dryRuns").integer(),
                    denied,
                    fix.exists() ? Optional.of(Duration.ofSeconds(fix.integer())) : Optional.empty());
        }

        private static Rule of(RuleTally tally) {
            return new Rule(
                    tally.rule(),
                    tally.runs(),
                    tally.open(),
                    tally.acted(),
                    tally.ended(Outcome.RESOLVED),
                    tally.recurred(),
                    tally.falseFires(),
                    tally.ended(Outcome.ESCALATED),
                    tally.dryRuns(),
                    tally.denied(),
                    tally.timeToFix(0.5));
        }
    }
}
