package io.nightshift.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each rule did in the last 30 days.
 *
 * @param computed when; empty if they are being computed for the first time
 */
public record RuleFigures(Optional<Instant> computed, List<Rule> rules) {

    public static final RuleFigures NONE = new RuleFigures(Optional.empty(), List.of());

    public RuleFigures {
        rules = List.copyOf(rules);
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
    }
}
