package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Timeouts;
import io.nightshift.core.json.Json;
import io.nightshift.rotation.engine.contract.SystemUnderTest;
import io.nightshift.rotation.engine.load.LoginCounts;
import io.nightshift.rotation.engine.load.RotationRounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints failed logins and the longest window of each strategy on the servers of this machine: {@code bench/rotation/run}. */
final class RotationBench {

    private static final Timeouts TIMEOUTS = Timeouts.of(Duration.ofSeconds(60));

    private final int rotations;
    private final int clients;
    private final List<Json> figures = new ArrayList<>();
    private final boolean json;
    private final String only;

    private RotationBench(int rotations, int clients, boolean json, String only) {
        this.rotations = rotations;
        this.clients = clients;
        this.json = json;
        this.only = only;
    }

    /** Arguments: rotations, clients, a part of what to measure ({@code SYSTEM, STRATEGY}), and {@code --json} at will. */
    public static void main(String[] arguments) throws IOException, SQLException, CallFailed {
        var bench = new RotationBench(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                List.of(arguments).contains("--json"),
                arguments[2]);
        bench.print(String.format(
                Locale.ROOT,
                "%-14s %-12s %9s %9s %9s %12s",
                "system",
                "strategy",
                "rotations",
                "logins",
                "failed",
                "window (ms)"));
        var folder = Files.createTempDirectory("rotation-bench-");
        try (var postgres = PostgresSystem.start(17, Files.createDirectory(folder.resolve("postgres")))) {
            bench.measure("PostgreSQL 17", postgres);
        }
        var mariaDb = MariaDbSystem.start(Files.createDirectory(folder.resolve("mariadb")));
        if (mariaDb.isPresent()) {
            try (var server = mariaDb.get().prepared()) {
                bench.measure("MariaDB 10.11", server);
            }
        }
        var redis = RedisSystem.start(Files.createDirectory(folder.resolve("redis")));
        if (redis.isPresent()) {
            try (var server = redis.get()) {
                bench.measure("Redis 7", server);
            }
        }
        bench.end();
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void print(String line) {
        if (!json) {
            System.out.println(line);
        }
    }

    private void measure(String name, SystemUnderTest system) throws CallFailed {
        var engine = system.engine(TIMEOUTS);
        for (var strategy : engine.description().strategies()) {
            if (!label(name, strategy).contains(only)) {
                continue;
            }
            var rounds = new RotationRounds(
                    engine,
                    clients,
                    target -> new RotationTarget(
                            target.endpoint(),
                            Optional.empty(),
                            strategy,
                            target.old(),
                            Optional.of(system.pending(target)),
                            target.admin()));
            report(name, strategy, rounds.rotate(system.target(strategy), rotations));
        }
    }

    private static String label(String system, RotationStrategy strategy) {
        return system + ", " + strategy.name().toLowerCase(Locale.ROOT);
    }

    private void report(String system, RotationStrategy strategy, LoginCounts counts) {
        var window = counts.longestWindow().toNanos() / 1e6;
        print(String.format(
                Locale.ROOT,
                "%-14s %-12s %9d %9d %9d %12.1f",
                system,
                strategy.name().toLowerCase(Locale.ROOT),
                rotations,
                counts.logins(),
                counts.failed(),
                window));
        var what = label(system, strategy) + ": ";
        figures.add(figure(what + "failed logins", (double) counts.failed(), "logins"));
        figures.add(figure(what + "longest window", window, "ms"));
    }

    private static Json figure(String name, double value, String unit) {
        return Json.obj()
                .with("name", name)
                .with("value", Json.of(value))
                .with("unit", unit)
                .with("better", "lower");
    }

    private void end() {
        if (json) {
            System.out.println(Json.obj()
                    .with("bench", "rotation")
                    .with("figures", Json.arr(figures))
                    .pretty());
        }
    }
}
