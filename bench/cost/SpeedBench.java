import io.nightshift.cost.billing.BillingException;
import io.nightshift.cost.billing.BillingFiles;
import io.nightshift.cost.detect.DailyDetection;
import io.nightshift.cost.detect.DetectionSensitivity;
import io.nightshift.cost.detect.SeriesKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How long files of FOCUS are read, beside a plain {@code GROUP BY} of DuckDB over the same file in the same run, and how long one new
 * day of many series is judged.
 */
final class SpeedBench {

    private static final int ROWS = 300_000;
    private static final int SERIES = 10_000;
    private static final int DAYS = 60;
    private static final int LEARNT_DAYS = 100;
    private static final double MEGABYTE = 1 << 20;

    private record Measured(String what, double seconds, double plain, double megabytes) {}

    private SpeedBench() {}

    static void run(List<String> arguments) throws IOException, SQLException, BillingException {
        int rows = CostBench.number(arguments, "--rows", ROWS);
        int series = CostBench.number(arguments, "--series", SERIES);
        var folder = Files.createTempDirectory("nightshift-cost-speed");
        var csv = folder.resolve("focus.csv");
        var packed = folder.resolve("focus.csv.gz");
        var parquet = folder.resolve("focus.parquet");
        try {
            write(csv, packed, parquet, rows);
            for (var file : List.of(csv, packed, parquet)) {
                print(file(file));
            }
            System.out.printf(Locale.ROOT, "most memory of the process: %.0f MB%n", mostMemory());
            day(series);
        } finally {
            for (var file : List.of(csv, packed, parquet, folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void write(Path csv, Path packed, Path parquet, int rows) throws SQLException {
        var select = """
                SELECT strftime(TIMESTAMP '2025-01-01' + INTERVAL (i %% %d) DAY, '%%Y-%%m-%%dT%%H:%%M:%%SZ') AS ChargePeriodStart,
                  strftime(TIMESTAMP '2025-01-02' + INTERVAL (i %% %d) DAY, '%%Y-%%m-%%dT%%H:%%M:%%SZ') AS ChargePeriodEnd,
                  'Amazon Service ' || (hash(i) %% 60) AS ServiceName, 'USD' AS BillingCurrency,
                  lpad((hash(i + 1) %% 12)::VARCHAR, 12, '0') AS SubAccountId, 'eu-central-' || (hash(i + 2) %% 5) AS RegionId,
                  'Usage' AS ChargeCategory, 'AWS' AS ProviderName, (hash(i + 3) %% 100000) / 1e5 AS EffectiveCost,
                  (hash(i + 3) %% 100000) / 1e5 AS BilledCost, 'arn:aws:ec2:eu-central-1:000000000000:instance/i-' || hash(i + 4) AS ResourceId,
                  '{"team": "shop", "env": "prod", "app": "' || repeat('x', 150) || '"}' AS Tags, repeat('d', 200) AS ChargeDescription
                FROM range(%d) t(i)""".formatted(DAYS, DAYS, rows);
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '600MB'; SET threads = 2");
            statement.execute("COPY (" + select + ") TO '" + csv + "' (HEADER)");
            statement.execute("COPY (FROM read_csv('" + csv + "', all_varchar = true)) TO '" + packed + "' (HEADER)");
            statement.execute("COPY (FROM read_csv('" + csv + "', all_varchar = true)) TO '" + parquet + "'");
        }
    }

    private static Measured file(Path file) throws SQLException, BillingException, IOException {
        double plain = Math.min(plain(file), plain(file));
        double ours = Math.min(ours(file), ours(file));
        return new Measured(file.getFileName().toString(), ours, plain, Files.size(file) / MEGABYTE);
    }

    private static double ours(Path file) throws BillingException {
        long begin = System.nanoTime();
        BillingFiles.read(List.of(file));
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double plain(Path file) throws SQLException {
        long begin = System.nanoTime();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '700MB'");
            var table =
                    file.toString().endsWith(".parquet") ? "read_parquet('" + file + "')" : "read_csv('" + file + "')";
            try (var rows = statement.executeQuery(
                    "SELECT ChargePeriodStart, ServiceName, SubAccountId, RegionId, BillingCurrency,"
                            + " sum(EffectiveCost::DOUBLE) FROM " + table + " GROUP BY ALL")) {
                while (rows.next()) {
                    rows.getDouble(6);
                }
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void print(Measured one) {
        System.out.printf(
                Locale.ROOT,
                "%-16s %7.0f MB  read %6.2f s  GROUP BY %6.2f s  ratio %.2f%n",
                one.what(),
                one.megabytes(),
                one.seconds(),
                one.plain(),
                one.seconds() / one.plain());
    }

    private static double mostMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void day(int count) {
        var detection = new DailyDetection(DetectionSensitivity.USUAL);
        var random = new SplittableRandom(1);
        var first = LocalDate.of(2025, 1, 1);
        var keys = new SeriesKey[count];
        for (int i = 0; i < count; i++) {
            keys[i] = new SeriesKey(
                    "AWS", "account-" + i % 100, "service-" + i / 100 % 100, "region-" + i / 10_000, "USD");
        }
        for (int day = 0; day < LEARNT_DAYS; day++) {
            detection.add(first.plusDays(day), costs(keys, random));
        }
        var last = costs(keys, random);
        long begin = System.nanoTime();
        detection.add(first.plusDays(LEARNT_DAYS), last);
        System.out.printf(Locale.ROOT, "one new day of %,d series: %.2f s%n", count, (System.nanoTime() - begin) / 1e9);
    }

    private static Map<SeriesKey, Double> costs(SeriesKey[] keys, SplittableRandom random) {
        var costs = HashMap.<SeriesKey, Double>newHashMap(keys.length);
        for (var key : keys) {
            costs.put(key, 100 * Math.exp(0.05 * random.nextGaussian()));
        }
        return costs;
    }
}
