package io.nightshift.cost.billing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** Loads files of costs into a table of DuckDB, and queries it. */
final class DetailFiles {

    private static final String MEMORY = "700MB";

    private DetailFiles() {}

    /** Reads the table {@code rows}. */
    interface Reading<T> {
        T read(Statement statement) throws SQLException;
    }

    /**
     * @param select the rows of a file, of its columns and its table function
     * @param columns of the table
     */
    static <T> T read(
            List<Path> paths, String columns, BiFunction<DetailColumns, String, String> select, Reading<T> reading)
            throws BillingException {
        Path work = null;
        try {
            work = Files.createTempDirectory("nightshift-billing");
            try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                    var statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'; SET memory_limit = '" + MEMORY
                        + "'; SET preserve_insertion_order = false; SET temp_directory = "
                        + BillingFiles.quoted(work.toString()));
                statement.execute("CREATE TABLE rows (" + columns + ")");
                var files = new BillingFiles();
                for (var file : files.distinct(BillingFiles.expanded(paths))) {
                    load(connection, files, file, work, select);
                }
                return reading.read(statement);
            }
        } catch (SQLException e) {
            throw new BillingException("the files cannot be read: " + BillingFiles.firstLine(e));
        } catch (IOException e) {
            throw new BillingException("a folder for temporary files cannot be made: " + e.getMessage());
        } finally {
            BillingFiles.remove(work);
        }
    }

    private static void load(
            Connection connection,
            BillingFiles files,
            Path file,
            Path work,
            BiFunction<DetailColumns, String, String> select)
            throws BillingException {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        var read = name.endsWith(".gz") ? files.unpacked(file, work) : file;
        var table = name.endsWith(".parquet")
                ? "read_parquet(" + BillingFiles.path(read) + ")"
                : "read_csv(" + BillingFiles.path(read)
                        + ", header = true, all_varchar = true, ignore_errors = true, null_padding = false, max_line_size = "
                        + BillingFiles.LONGEST_LINE + ")";
        try (var statement = connection.createStatement()) {
            var columns = DetailColumns.of(file.toString(), BillingFiles.columns(statement, table));
            statement.execute("INSERT INTO rows " + select.apply(columns, table));
        } catch (SQLException e) {
            throw new BillingException(file + ": cannot be read: " + BillingFiles.firstLine(e));
        }
    }
}
