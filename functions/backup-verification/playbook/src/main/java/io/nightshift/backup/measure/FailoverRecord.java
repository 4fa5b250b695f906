package io.nightshift.backup.measure;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a failover test measured, by writes that went on all the time.
 *
 * @param rule that failed the database over, after somebody agreed
 * @param run of that rule; empty if none was found in the ledger
 * @param oneWay whether a replica was promoted, which nobody can undo
 * @param reason how that run ended
 * @param began when the first write was sent
 * @param outage the longest time between two writes that the database confirmed; zero if it confirmed none
 * @param lastBefore when it confirmed the last write before that time; empty if it confirmed none
 * @param answers whether it confirmed writes at the end
 * @param confirmed how many writes it confirmed
 * @param lost how many of them it does not have
 */
public record FailoverRecord(
        String rule,
        String run,
        boolean oneWay,
        String reason,
        Instant began,
        Duration outage,
        Optional<Instant> lastBefore,
        boolean answers,
        long confirmed,
        long lost) {

    /**
     * One write.
     *
     * @param confirmed when the database confirmed it; empty if it did not
     */
    public record Beat(long number, Instant sent, Optional<Instant> confirmed) {}

    /**
     * Measures what is known when the writes end.
     *
     * @param beats in the order in which they were sent, at least one
     * @param kept the numbers that the database has
     */
    public static FailoverRecord of(
            String rule, String run, boolean oneWay, String reason, List<Beat> beats, Collection<Long> kept) {
        var outage = Duration.ZERO;
        Optional<Instant> before = Optional.empty();
        Optional<Instant> last = Optional.empty();
        long confirmed = 0;
        long lost = 0;
        for (var beat : beats) {
            if (beat.confirmed().isEmpty()) {
                continue;
            }
            var at = beat.confirmed().get();
            var gap = Duration.between(last.orElse(at), at);
            if (last.isEmpty() || gap.compareTo(outage) > 0) {
                outage = gap;
                before = last.or(() -> Optional.of(at));
            }
            last = Optional.of(at);
            confirmed++;
            lost += kept.contains(beat.number()) ? 0 : 1;
        }
        var silent = Duration.between(
                last.orElse(beats.getLast().sent()), beats.getLast().sent());
        if (silent.compareTo(outage) > 0) {
            outage = silent;
            before = last;
        }
        return new FailoverRecord(
                rule,
                run,
                oneWay,
                reason,
                beats.getFirst().sent(),
                outage,
                before,
                beats.getLast().confirmed().isPresent(),
                confirmed,
                lost);
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("rule", rule)
                .with("run", run)
                .with("oneWay", oneWay)
                .with("reason", reason)
                .with("began", began.toString())
                .with("outageMillis", outage.toMillis())
                .withOptional("lastBefore", lastBefore.map(Instant::toString).orElse(null))
                .with("answers", answers)
                .with("confirmed", confirmed)
                .with("lost", lost);
    }

    public static FailoverRecord read(View json) throws JsonException {
        return new FailoverRecord(
                json.at("rule").text(),
                json.at("run").text(),
                json.at("oneWay").bool(),
                json.at("reason").text(),
                json.at("began").instant(),
                Duration.ofMillis(json.at("outageMillis").integer()),
                json.at("lastBefore").exists()
                        ? Optional.of(json.at("lastBefore").instant())
                        : Optional.empty(),
                json.at("answers").bool(),
                json.at("confirmed").integer(),
                json.at("lost").integer());
    }
}
