package io.nightshift.cost.runtime;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.billing.ResourceCosts;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The hours of a month in which machines and databases were stopped by acts of our own, such as those of a schedule. */
public final class StoppedSavings {

    private static final Set<String> STOPS = Set.of("stop-instance", "stop-database");

    /** A stop that is undone is a start. */
    private static final Set<String> STARTS = Set.of("start-instance", "start-database", "restore");

    /** RDS starts a stopped database after a week. */
    private static final Duration LONGEST_OF_RDS = Duration.ofDays(7);

    private static final Duration EARLIER = Duration.ofDays(35);
    private static final int MOST_RUNS = 5_000;
    private static final double HOURS_OF_30_DAYS = 720;
    private static final double SECONDS_OF_AN_HOUR = 3600;

    private StoppedSavings() {}

    /**
     * What one resource saved.
     *
     * @param saved by what an hour of it costs; empty if that is not known
     */
    public record Saving(Resource resource, double hours, Optional<Double> saved, String currency) {

        /** @param costs of 30 days, in which it was stopped as long as in this month */
        public Saving priced(ResourceCosts costs) {
            return costs.of(resource.name())
                    .map(cost -> new Saving(
                            resource,
                            hours,
                            Optional.of(hours * cost.amount() / Math.max(1, HOURS_OF_30_DAYS - hours)),
                            cost.currency()))
                    .orElse(this);
        }
    }

    /** @return without prices, the longest first */
    public static List<Saving> of(Ledger ledger, YearMonth month, Instant now) {
        var from = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        var end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        var to = end.isAfter(now) ? now : end;
        var savings = new ArrayList<Saving>();
        acts(ledger, from.minus(EARLIER)).forEach((resource, stops) -> {
            double hours = hours(resource, stops, from, to);
            if (hours > 0) {
                savings.add(new Saving(resource, hours, Optional.empty(), ""));
            }
        });
        savings.sort(Comparator.comparingDouble(Saving::hours).reversed());
        return savings;
    }

    /** Of each resource the times at which it was stopped ({@code true}) and started. */
    private static Map<Resource, NavigableMap<Instant, Boolean>> acts(Ledger ledger, Instant since) {
        var all = new LinkedHashMap<Resource, NavigableMap<Instant, Boolean>>();
        Optional<String> page = Optional.empty();
        int seen = 0;
        do {
            var runs = ledger.runs(page, 200);
            for (var run : runs.items()) {
                if (run.startedAt().isBefore(since)) {
                    return all;
                }
                if (run.acts() > 0 && !CostProgress.isCost(run)) {
                    ledger.entries(run.id()).forEach(entry -> act(entry, all));
                }
            }
            seen += runs.items().size();
            page = runs.next();
        } while (page.isPresent() && seen < MOST_RUNS);
        return all;
    }

    private static void act(Entry entry, Map<Resource, NavigableMap<Instant, Boolean>> all) {
        if (!entry.kind().equals("acted")) {
            return;
        }
        try {
            var body = View.of(entry.body());
            var action = body.at("action").text();
            if (STOPS.contains(action) || STARTS.contains(action)) {
                all.computeIfAbsent(Resource.fromJson(body.at("target")), resource -> new TreeMap<>())
                        .put(entry.at(), STOPS.contains(action));
            }
        } catch (JsonException e) {
            // An entry of an older format: it says nothing of this.
            return;
        }
    }

    private static double hours(Resource resource, NavigableMap<Instant, Boolean> acts, Instant from, Instant to) {
        double seconds = 0;
        for (var act : acts.entrySet()) {
            if (act.getValue()) {
                var next = acts.higherKey(act.getKey());
                var until = next == null ? to : next;
                var longest = act.getKey().plus(LONGEST_OF_RDS);
                if (resource.kind().equals(Kinds.RDS_INSTANCE) && until.isAfter(longest)) {
                    until = longest;
                }
                seconds += overlap(act.getKey(), until, from, to);
            }
        }
        return seconds / SECONDS_OF_AN_HOUR;
    }

    private static double overlap(Instant start, Instant end, Instant from, Instant to) {
        var first = start.isBefore(from) ? from : start;
        var last = end.isAfter(to) ? to : end;
        return Math.max(0, Duration.between(first, last).toSeconds());
    }
}
