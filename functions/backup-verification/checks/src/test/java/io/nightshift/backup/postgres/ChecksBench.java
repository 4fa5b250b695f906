package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.core.json.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what checks take next to psql with the same SQL: {@code bench/backup/run}. */
final class ChecksBench {

    private static final String TABLE = "public.facts";

    /** As in the reference: about 70 bytes a row. */
    private static final String ROWS = """
            create table facts as select i as id, i % 1000 as customer, md5(i::text) as note, i / 7.0 as total,
                timestamptz '2026-01-01' + i * interval '1 second' as created_at
            from generate_series(1, COUNT) i""";

    /** @param sql what psql runs */
    private record Pair(String name, BackupCheck check, String sql) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(
                    "row counts",
                    new BackupCheck.RowCounts(List.of(), List.of(), BackupCheck.TOLERANCE),
                    "select count(*) from " + TABLE),
            new Pair(
                    "stable hash",
                    new BackupCheck.StableHash(List.of()),
                    "select count(*) || '/' || sum(hash_record_extended(t, 0)) from " + TABLE + " as t"),
            new Pair("full read", new BackupCheck.FullRead(List.of()), "copy (select * from " + TABLE + ") to stdout"));

    private final List<Json> figures = new ArrayList<>();
    private final boolean json;

    private ChecksBench(boolean json) {
        this.json = json;
    }

    /** Arguments: rows, rounds, and {@code --json} at will. */
    public static void main(String[] arguments) throws IOException, NotRestored, SQLException {
        var bench = new ChecksBench(List.of(arguments).contains("--json"));
        var tools = PostgresTools.find();
        if (tools.isEmpty()) {
            System.err.println("peer missing: " + Shop.PEER + " (apt-get install postgresql)");
            System.exit(69);
        }
        var folder = Files.createTempDirectory("backup-bench-");
        folder.toFile().setExecutable(true, false);
        try (var server = TemporaryServer.empty(tools.orElseThrow(), folder)) {
            bench.measure(
                    tools.orElseThrow(),
                    server.address(),
                    Long.parseLong(arguments[0]),
                    Integer.parseInt(arguments[1]));
        }
        Files.delete(folder);
    }

    private void measure(PostgresTools tools, PostgresAddress database, long rows, int rounds)
            throws IOException, SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement()) {
            statement.execute(ROWS.replace("COUNT", Long.toString(rows)));
            statement.execute("vacuum freeze analyze facts");
        }
        print(String.format(
                Locale.ROOT, "%-12s %12s %10s %10s %8s", "check", "rows", "checks (s)", "psql (s)", "ratio"));
        for (var pair : PAIRS) {
            var ours = new ArrayList<Double>();
            var theirs = new ArrayList<Double>();
            check(database, pair);
            for (int round = 0; round < rounds; round++) {
                theirs.add(psql(tools, database, pair.sql()));
                ours.add(check(database, pair));
            }
            double mine = median(ours);
            double yours = median(theirs);
            print(String.format(
                    Locale.ROOT, "%-12s %12d %10.2f %10.2f %8.2f", pair.name(), rows, mine, yours, mine / yours));
            figure(pair.name() + ", checks to psql", mine / yours, "times");
        }
        double peak = peakHeap();
        print(String.format(
                Locale.ROOT,
                "peak heap: %.1f MB of %d MB",
                peak,
                Runtime.getRuntime().maxMemory() >> 20));
        figure("peak heap of the checks", peak, "MB");
        if (json) {
            System.out.println(Json.obj()
                    .with("bench", "backup")
                    .with("figures", Json.arr(figures))
                    .pretty());
        }
    }

    private static double check(PostgresAddress database, Pair pair) {
        long begin = System.nanoTime();
        var report = Shop.check(database, CheckBaseline.EMPTY, List.of(pair.check()));
        if (report.verdict() != BackupVerdict.GOOD) {
            throw new IllegalStateException(report.findings().toString());
        }
        return seconds(begin);
    }

    private static double psql(PostgresTools tools, PostgresAddress database, String sql) throws IOException {
        long begin = System.nanoTime();
        var run = ToolRun.of(List.of(tools.program("psql"), "-X", "-q", "-A", "-t", "-o", "/dev/null", "-c", sql))
                .with(database.environment())
                .with(Map.of("PGTZ", "UTC"))
                .run();
        if (!run.good()) {
            throw new IllegalStateException(run.lastError());
        }
        return seconds(begin);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                / 1e6;
    }

    private void figure(String name, double value, String unit) {
        figures.add(Json.obj()
                .with("name", name)
                .with("value", Json.of(value))
                .with("unit", unit)
                .with("better", "lower"));
    }

    private void print(String line) {
        (json ? System.err : System.out).println(line);
    }
}
