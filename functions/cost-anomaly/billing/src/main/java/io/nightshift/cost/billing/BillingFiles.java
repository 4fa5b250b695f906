package io.nightshift.cost.billing;

import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesKey;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads files of costs by DuckDB, and adds them up by day and series. */
public final class BillingFiles {

    /** In bytes. DuckDB reserves 16 times as much for each file. */
    static final int LONGEST_LINE = 1 << 21;

    private static final String MEMORY = "700MB";
    private static final int MOST_DAYS = 5000;
    private static final int TAIL = 1 << 16;

    private final List<String> warnings = new ArrayList<>();
    private final List<String> wholeRows = new ArrayList<>();

    BillingFiles() {}

    /**
     * The daily costs of usage in these files and folders, days in UTC.
     *
     * @throws BillingException if a file does not exist, has no usable column, or none of them has a usable row
     */
    public static BillingData read(List<Path> paths) throws BillingException {
        return new BillingFiles().data(paths);
    }

    private BillingData data(List<Path> paths) throws BillingException {
        Path work = null;
        try {
            work = Files.createTempDirectory("nightshift-billing");
            try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                    var statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'; SET memory_limit = '" + MEMORY
                        + "'; SET preserve_insertion_order = false;" + "SET temp_directory = "
                        + quoted(work.toString()));
                statement.execute(
                        "CREATE TABLE costs (file VARCHAR, day DATE, provider VARCHAR, account VARCHAR, service VARCHAR,"
                                + " region VARCHAR, currency VARCHAR, cost DOUBLE, lines BIGINT, unread BIGINT, odd UBIGINT, negative BIGINT)");
                loadAll(connection, distinct(expanded(paths)), work);
                return new BillingData(series(statement), warnings);
            }
        } catch (SQLException e) {
            throw new BillingException("the files cannot be read: " + firstLine(e));
        } catch (IOException e) {
            throw new BillingException("a folder for temporary files cannot be made: " + e.getMessage());
        } finally {
            remove(work);
        }
    }

    /** A file that cannot be used is named, and the others are served. */
    private void loadAll(Connection connection, List<Path> files, Path work) throws BillingException, SQLException {
        var refused = new ArrayList<BillingException>();
        for (var file : files) {
            try {
                load(connection, file, work);
            } catch (BillingException e) {
                refused.add(e);
            }
        }
        if (refused.size() == files.size()) {
            throw refused.getFirst();
        }
        refused.forEach(e -> warnings.add(e.getMessage() + "; the other files are read"));
    }

    static void remove(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }

    static List<Path> expanded(List<Path> paths) throws BillingException {
        var files = new ArrayList<Path>();
        for (var path : paths) {
            if (!Files.exists(path)) {
                throw new BillingException(path + ": there is no such file");
            }
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (var inside = Files.walk(path)) {
                var found = inside.filter(BillingFiles::isBilling).sorted().toList();
                if (found.isEmpty()) {
                    throw new BillingException(path + ": has no .csv, .csv.gz or .parquet file");
                }
                files.addAll(found);
            } catch (IOException e) {
                throw new BillingException(path + ": cannot be read");
            }
        }
        return files;
    }

    private static boolean isBilling(Path file) {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file)
                && (name.endsWith(".csv") || name.endsWith(".csv.gz") || name.endsWith(".parquet"));
    }

    /** A month that was downloaded twice counts once. */
    List<Path> distinct(List<Path> files) throws BillingException {
        var byContent = new LinkedHashMap<String, Path>();
        var bySize = new HashMap<Long, List<Path>>();
        for (var file : files) {
            bySize.computeIfAbsent(size(file), size -> new ArrayList<>()).add(file);
        }
        for (var file : files) {
            var key = bySize.getOrDefault(size(file), List.of()).size() > 1 ? hash(file) : file.toString();
            var same = byContent.putIfAbsent(key, file);
            if (same != null) {
                warnings.add(file + ": is the same as " + same + ", and is counted once");
            }
        }
        return List.copyOf(byContent.values());
    }

    private static long size(Path file) throws BillingException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new BillingException(file + ": cannot be read");
        }
    }

    private static String hash(Path file) throws BillingException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new BillingException(file + ": cannot be read");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void load(Connection connection, Path file, Path work) throws BillingException, SQLException {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (size(file) == 0) {
            throw new BillingException(file + ": is empty");
        }
        var read = name.endsWith(".gz") ? unpacked(file, work) : file;
        try (var statement = connection.createStatement()) {
            boolean parquet = name.endsWith(".parquet");
            var table = parquet ? "read_parquet(" + path(read) + ")" : csv(read, "");
            var tolerant = parquet
                    ? table
                    : csv(
                            read,
                            ", store_rejects = true, rejects_table = '" + rejects() + "', rejects_scan = '" + rejects()
                                    + "_scan'");
            var columns = columns(statement, tolerant);
            var known = BillingColumns.of(file.toString(), columns);
            wholeRows.add(known.wholeRows(tolerant, "SELECT day FROM repeated"));
            int lines = insert(connection, file, known, table, tolerant);
            if (lines == 0) {
                warnings.add(file + ": has no row of usage");
            }
            if (!known.missing().isEmpty()) {
                warnings.add("%s: has no column %s, which is taken as empty"
                        .formatted(file, String.join(", ", known.missing())));
            }
            if (!parquet) {
                torn(statement, file, read);
            }
        } catch (SQLException e) {
            throw new BillingException(file + ": cannot be read: " + firstLine(e));
        }
    }

    private static String csv(Path file, String options) {
        return "read_csv(" + path(file) + ", header = true, all_varchar = true, null_padding = false, max_line_size = "
                + LONGEST_LINE + options + ")";
    }

    /** Whether rows can be torn is asked only of a file that has such rows: DuckDB reads the others faster. */
    private static int insert(Connection connection, Path file, BillingColumns known, String table, String tolerant)
            throws SQLException {
        try {
            return insert(connection, file, known.select(table));
        } catch (SQLException e) {
            if (table.equals(tolerant)) {
                throw e;
            }
            return insert(connection, file, known.select(tolerant));
        }
    }

    private static int insert(Connection connection, Path file, String select) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(
                    "INSERT INTO costs SELECT " + quoted(file.toString()) + ", * FROM (" + select + ")");
        }
    }

    /** The table of the rows that DuckDB refuses, of the file that is being read. */
    private String rejects() {
        return "rejects_" + wholeRows.size();
    }

    private void torn(Statement statement, Path file, Path read) throws BillingException, SQLException {
        boolean middle = endsInTheMiddle(read);
        if (middle) {
            warnings.add(file + ": ends in the middle of a row; a row that is not whole is left out");
        }
        var table = "rejects_" + (wholeRows.size() - 1);
        try (var rows =
                statement.executeQuery("SELECT count(*) FROM duckdb_tables() WHERE table_name = '" + table + "'")) {
            rows.next();
            if (rows.getLong(1) == 0) {
                return;
            }
        }
        try (var rows =
                statement.executeQuery("SELECT count(DISTINCT line) AS refused, min(line) AS first FROM " + table)) {
            rows.next();
            long refused = rows.getLong("refused") - (middle ? 1 : 0);
            if (refused > 0) {
                warnings.add("%s: %d %s not as many columns as the first one, left out; the first is line %d"
                        .formatted(file, refused, refused == 1 ? "row has" : "rows have", rows.getLong("first")));
            }
        }
    }

    /** A file that is whole ends with the end of a line, or with a row that has as many separators as the first one. */
    private static boolean endsInTheMiddle(Path file) throws BillingException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - TAIL);
            in.seek(from);
            var tail = new byte[(int) (in.length() - from)];
            in.readFully(tail);
            var text = new String(tail, StandardCharsets.ISO_8859_1);
            if (text.endsWith("\n") || text.endsWith("\r")) {
                return false;
            }
            in.seek(0);
            var head = new byte[(int) Math.min(TAIL, in.length())];
            in.readFully(head);
            var first = new String(head, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
            return separators(text.substring(text.lastIndexOf('\n') + 1)) < separators(first);
        } catch (IOException e) {
            throw new BillingException(file + ": cannot be read");
        }
    }

    private static long separators(String line) {
        return line.chars()
                .filter(one -> one == ',' || one == ';' || one == '\t')
                .count();
    }

    static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }

    static List<String> columns(Statement statement, String table) throws SQLException {
        var columns = new ArrayList<String>();
        try (var rows = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
            while (rows.next()) {
                columns.add(rows.getString("column_name"));
            }
        }
        return columns;
    }

    /** A gzip file that ends too early is read as far as it goes. */
    Path unpacked(Path file, Path work) throws BillingException {
        try {
            var plain = Files.createTempFile(work, "unpacked", ".csv");
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 18);
                    var out = new BufferedOutputStream(Files.newOutputStream(plain), 1 << 20)) {
                in.transferTo(out);
            } catch (EOFException e) {
                warnings.add(file + ": ends in the middle; the rows before are counted");
            }
            return plain;
        } catch (ZipException e) {
            throw new BillingException(file + ": is no gzip file");
        } catch (IOException e) {
            throw new BillingException(file + ": cannot be read");
        }
    }

    /** DuckDB takes some characters of a path as a pattern. */
    static String path(Path file) {
        return quoted(file.toAbsolutePath().toString().replaceAll("([*?\\[])", "[$1]"));
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private List<DailyCosts> series(Statement statement) throws SQLException, BillingException {
        new BillingWarnings(statement, warnings).check(wholeRows);
        var span = span(statement);
        var published = published(statement, span);
        var costs = new LinkedHashMap<SeriesKey, double[]>();
        // A row for each series: a row for each of its days would take as long as reading the file.
        try (var rows = statement.executeQuery("""
                SELECT provider, account, service, region, currency, list(day - DATE '%s') AS days, list(cost) AS costs FROM costs
                WHERE day IS NOT NULL AND cost IS NOT NULL
                GROUP BY provider, account, service, region, currency ORDER BY provider, account, service, region, currency""".formatted(span.first()))) {
            while (rows.next()) {
                var days = costs.computeIfAbsent(key(rows), one -> new double[span.days()]);
                var at = (Object[]) rows.getArray("days").getArray();
                var cost = (Object[]) rows.getArray("costs").getArray();
                for (int i = 0; i < at.length; i++) {
                    days[((Number) at[i]).intValue()] += ((Number) cost[i]).doubleValue();
                }
            }
        }
        var series = new ArrayList<DailyCosts>();
        costs.forEach((key, days) -> {
            var known = published.get(publisher(key));
            for (int i = 0; i < days.length; i++) {
                days[i] = known != null && known[i] ? days[i] : Double.NaN;
            }
            series.add(new DailyCosts(key, span.first(), days));
        });
        return series;
    }

    private static SeriesKey key(ResultSet rows) throws SQLException {
        return new SeriesKey(
                rows.getString("provider"),
                rows.getString("account"),
                rows.getString("service"),
                rows.getString("region"),
                rows.getString("currency"));
    }

    private static String publisher(SeriesKey key) {
        return key.provider() + '\n' + key.currency();
    }

    /** A day without any row of a provider is a day that was not published, not one without costs. */
    private static Map<String, boolean[]> published(Statement statement, Span span) throws SQLException {
        var published = new HashMap<String, boolean[]>();
        try (var rows = statement.executeQuery(
                "SELECT DISTINCT provider, '' AS account, '' AS service, '' AS region, currency, day FROM costs WHERE day IS NOT NULL")) {
            while (rows.next()) {
                published
                        .computeIfAbsent(publisher(key(rows)), one -> new boolean[span.days()])[
                        span.day(rows.getObject("day", LocalDate.class))] = true;
            }
        }
        return published;
    }

    private record Span(LocalDate first, int days) {
        int day(LocalDate date) {
            return (int) ChronoUnit.DAYS.between(first, date);
        }
    }

    private Span span(Statement statement) throws SQLException, BillingException {
        try (var rows = statement.executeQuery(
                "SELECT min(day) AS first, max(day) AS last FROM costs WHERE cost IS NOT NULL")) {
            rows.next();
            var first = rows.getObject("first", LocalDate.class);
            var last = rows.getObject("last", LocalDate.class);
            if (first == null || last == null) {
                var why = warnings.isEmpty() ? "" : ": " + String.join("; ", warnings);
                throw new BillingException("there is no row of usage with a day and a cost" + why);
            }
            long days = ChronoUnit.DAYS.between(first, last) + 1;
            if (days > MOST_DAYS) {
                throw new BillingException(
                        "the days reach from " + first + " to " + last + "; at most " + MOST_DAYS + " days are read");
            }
            return new Span(first, (int) days);
        }
    }
}
