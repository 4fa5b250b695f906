package io.nightshift.cost.runtime;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.CostSignals;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.detect.SeriesKey;
import io.nightshift.cost.explain.NearbyChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds changes near the start of an anomaly: acts of our own runs, changes that arrived as signals, and events in files. In its
 * account and region, from one day before its first day to one day after.
 *
 * @param decoders of events in files
 */
public record ChangeSearch(Ledger ledger, Decoders decoders) {

    private static final Duration NEAR = Duration.ofDays(1);

    /** A run may act long after it started. */
    private static final Duration LONGEST_RUN = Duration.ofDays(7);

    private static final int MOST_RUNS = 5_000;
    private static final int MOST_FILES = 2_000;
    private static final long LARGEST_FILE = 20_000_000;
    private static final Set<String> ACTED = Set.of("acted");

    /** The part of a service's name in kinds of resources: {@code Amazon Elastic Compute Cloud} is {@code ec2}. */
    private static final Map<String, List<String>> FAMILIES = Map.of(
            "ec2", List.of("ec2", "elastic compute", "autoscaling", "ebs"),
            "rds", List.of("rds", "relational database", "aurora"),
            "ecs", List.of("ecs", "fargate", "elastic container service"),
            "eks", List.of("eks", "kubernetes"),
            "lambda", List.of("lambda"),
            "s3", List.of("s3", "simple storage"),
            "dynamodb", List.of("dynamodb"),
            "compute", List.of("compute engine"),
            "run", List.of("cloud run"),
            "sql", List.of("cloud sql"));

    /** @param path a folder with events; empty if there is none */
    public List<NearbyChange> near(AnomalyReport report, Optional<Path> path) {
        var from = report.start().atStartOfDay(ZoneOffset.UTC).toInstant().minus(NEAR);
        var to = report.start()
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(NEAR);
        var found = new ArrayList<Placed>();
        runs(report.series(), from, to, found);
        path.ifPresent(folder -> files(folder, report.series(), from, to, found));
        var start = report.start().atStartOfDay(ZoneOffset.UTC).toInstant();
        return found.stream()
                .sorted(Comparator.comparing((Placed one) -> !one.isOfService(report.series()))
                        .thenComparing(one ->
                                Duration.between(start, one.change().at()).abs())
                        .thenComparing(one -> one.change().what()))
                .map(Placed::change)
                .distinct()
                .toList();
    }

    /** @param kind of the resource that was changed */
    private record Placed(NearbyChange change, String kind) {

        boolean isOfService(SeriesKey key) {
            var service = key.service().toLowerCase(Locale.ROOT);
            var family = kind.toLowerCase(Locale.ROOT);
            return FAMILIES.entrySet().stream()
                    .anyMatch(one -> family.startsWith(one.getKey())
                            && one.getValue().stream().anyMatch(service::contains));
        }
    }

    private void runs(SeriesKey key, Instant from, Instant to, List<Placed> found) {
        Optional<String> page = Optional.empty();
        int seen = 0;
        do {
            var runs = ledger.runs(page, 200);
            for (var run : runs.items()) {
                if (run.startedAt().isBefore(from.minus(LONGEST_RUN))) {
                    return;
                }
                run(run, key, from, to, found);
            }
            seen += runs.items().size();
            page = runs.next();
        } while (page.isPresent() && seen < MOST_RUNS);
    }

    private void run(Run run, SeriesKey key, Instant from, Instant to, List<Placed> found) {
        var origin = run.key().subject().origin();
        if (!isOf(key, origin.account(), origin.region())) {
            return;
        }
        if (CostProgress.isCost(run)) {
            kept(run).stream()
                    .filter(change -> isIn(change.at(), from, to))
                    .forEach(change -> found.add(new Placed(change, kind(change.what()))));
        } else if (run.acts() > 0
                && !run.startedAt().isAfter(to)
                && !run.changedAt().isBefore(from)) {
            acts(run, from, to, found);
        }
    }

    /** The kind of the resource in {@code RunInstances ec2:instance/i-0abc}. */
    private static String kind(String what) {
        return what.substring(what.indexOf(' ') + 1);
    }

    private void acts(Run run, Instant from, Instant to, List<Placed> found) {
        for (var entry : ledger.entries(run.id())) {
            if (ACTED.contains(entry.kind()) && isIn(entry.at(), from, to)) {
                var sentence = io.nightshift.core.json.View.of(entry.body()).at("sentence");
                found.add(new Placed(
                        new NearbyChange(
                                entry.at(),
                                run.key().playbook() + ": "
                                        + text(sentence)
                                                .orElse(run.key().subject().label()),
                                run.rule(),
                                run.id().value()),
                        run.key().subject().kind()));
            }
        }
    }

    private static Optional<String> text(io.nightshift.core.json.View view) {
        try {
            return view.optionalText();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static List<NearbyChange> kept(Run run) {
        try {
            return CostProgress.of(run).changes();
        } catch (JsonException e) {
            return List.of();
        }
    }

    /** A part that one of them leaves out matches. */
    private static boolean isOf(SeriesKey key, String account, String region) {
        return (key.account().isEmpty() || account.isEmpty() || key.account().equals(account))
                && (key.region().isEmpty() || region.isEmpty() || key.region().equals(region));
    }

    private static boolean isIn(Instant at, Instant from, Instant to) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    private void files(Path folder, SeriesKey key, Instant from, Instant to, List<Placed> found) {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile)
                    .sorted()
                    .limit(MOST_FILES)
                    .toList()) {
                if (Files.size(file) <= LARGEST_FILE) {
                    events(Files.readAllBytes(file), key, from, to, found);
                }
            }
        } catch (IOException e) {
            found.add(new Placed(new NearbyChange(from, "the events in " + folder + " cannot be read", "", ""), ""));
        }
    }

    private void events(byte[] bytes, SeriesKey key, Instant from, Instant to, List<Placed> found) {
        for (var signal : decoders.decode(Payload.of(bytes)).signals()) {
            if (signal instanceof Signal.ResourceChange change
                    && CostSignals.mayCost(change)
                    && isIn(change.time(), from, to)
                    && isOf(key, change.origin().account(), change.origin().region())) {
                found.add(new Placed(
                        new NearbyChange(
                                change.time(),
                                change.name() + " " + change.subject().label(),
                                change.actor(),
                                ""),
                        change.subject().kind()));
            }
        }
    }
}
