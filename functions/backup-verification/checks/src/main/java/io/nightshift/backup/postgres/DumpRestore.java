package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Restores a dump into a temporary server: read it to its end, make its roles without login, restore, judge the errors. Nothing is
 * thrown for a damaged dump; an {@link IOException} means that this machine failed.
 *
 * @param parent the folder in which the temporary server makes its own
 */
public record DumpRestore(PostgresTools tools, Path parent, Clock clock) {

    /** The check of the size on disk, without opening it. */
    public static final String SIZE = "backup-size";

    /** The check that reads all of it without a server. */
    public static final String ARCHIVE = "archive";

    /** The check that nothing failed while it was restored. */
    public static final String RESTORE = "restore";

    private static final String BYTES = "bytes";

    /** A dump of less than that share of its forerunners is suspect. */
    private static final double SUSPECT = 0.5;

    private static final int JOBS = 2;

    public RestoredBackup restore(DumpFile file, DumpExpectation expectation) throws IOException {
        var results = new ArrayList<CheckResult>();
        try (var folder = TemporaryFolder.in(parent)) {
            results.add(size(file, expectation));
            var begin = clock.instant();
            var reading = DumpReading.of(file, tools, folder);
            results.add(read(reading, expectation).taking(Duration.between(begin, clock.instant())));
            if (BackupVerdict.worst(results.stream().map(CheckResult::verdict).toList()) == BackupVerdict.GOOD) {
                return restored(reading, expectation, results);
            }
        } catch (NotRestored e) {
            results.add(e.result(results.size() > 1 ? RESTORE : ARCHIVE));
        } catch (ToolRun.Overran e) {
            results.add(NotRestored.here(e).result(results.size() > 1 ? RESTORE : ARCHIVE));
        }
        return RestoredBackup.nothing(results);
    }

    private static CheckResult size(DumpFile file, DumpExpectation expectation) throws IOException, NotRestored {
        file.exists();
        long bytes = file.size();
        long[] earlier = expectation.baseline().counts(SIZE, BYTES).stream()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        long usual = earlier.length == 0 ? 0 : earlier[earlier.length / 2];
        var counts = Map.of(BYTES, bytes);
        return bytes >= usual * SUSPECT
                ? CheckResult.good(SIZE).counting(counts)
                : CheckResult.broken(
                                SIZE,
                                "%s has %d bytes; its %d forerunners had %d: it cannot hold the same"
                                        .formatted(file.path().getFileName(), bytes, earlier.length, usual))
                        .counting(counts);
    }

    private CheckResult read(DumpReading reading, DumpExpectation expectation) {
        var description = reading.description();
        var counts = Map.of("tables", description.tables());
        if (description.server() > tools.major()) {
            return CheckResult.undecidable(
                            ARCHIVE,
                            "the dump is of PostgreSQL " + description.server() + "; this machine has " + tools.major()
                                    + ": install postgresql-" + description.server())
                    .counting(counts);
        }
        var other = reading.database()
                .filter(name -> expectation
                        .database()
                        .filter(right -> !right.equals(name))
                        .isPresent());
        if (other.isPresent()) {
            return CheckResult.broken(
                            ARCHIVE,
                            "the dump is of database " + other.get() + "; "
                                    + expectation.database().orElseThrow() + " is expected")
                    .counting(counts);
        }
        return description.tables() == 0 && !expectation.mayBeEmpty()
                ? CheckResult.broken(ARCHIVE, "the dump holds no table").counting(counts)
                : CheckResult.good(ARCHIVE).counting(counts);
    }

    private RestoredBackup restored(DumpReading reading, DumpExpectation expectation, List<CheckResult> results)
            throws IOException, NotRestored {
        var begin = clock.instant();
        var server = TemporaryServer.empty(tools, parent);
        boolean kept = false;
        try {
            var target = prepared(server, reading, expectation);
            var ended =
                    reading.archive().isPresent() ? archived(reading.archive().get(), target) : plain(reading, target);
            results.add(RestoreErrors.judge(RESTORE, reading.archive().isPresent() ? "pg_restore" : "psql", ended)
                    .taking(Duration.between(begin, clock.instant())));
            if (results.getLast().verdict() != BackupVerdict.GOOD) {
                return RestoredBackup.nothing(results);
            }
            var database = database(reading, expectation, target);
            kept = true;
            return new RestoredBackup(results, Optional.of(server), Optional.of(database));
        } finally {
            if (!kept) {
                server.close();
            }
        }
    }

    /** Roles, tablespaces and the database that the dump expects. */
    private static PostgresAddress prepared(TemporaryServer server, DumpReading reading, DumpExpectation expectation)
            throws IOException, NotRestored {
        var description = reading.description();
        var template = server.address().in("template1");
        try (var connection = template.open();
                var statement = connection.createStatement()) {
            var missing = without(description.extensions(), statement, "select name from pg_available_extensions");
            if (!missing.isEmpty()) {
                throw NotRestored.here("extension " + String.join(", ", missing) + " is not available on this machine");
            }
            for (var role : without(description.missingRoles(), statement, "select rolname from pg_roles")) {
                statement.execute("create role " + UserTable.quoted(role) + " nologin");
            }
            for (var tablespace : description.tablespaces()) {
                var location = server.tablespace(
                        "t" + description.tablespaces().headSet(tablespace).size());
                statement.execute("create tablespace " + UserTable.quoted(tablespace) + " location '" + location + "'");
            }
            if (!description.databases().isEmpty()) {
                return template;
            }
            var name = reading.database().or(expectation::database).orElse("restored");
            statement.execute("drop database if exists " + UserTable.quoted(name));
            statement.execute("create database " + UserTable.quoted(name) + " template template0 locale 'C' encoding '"
                    + description.encoding() + "'");
            dropPublic(server.address().in(name), description);
            return server.address().in(name);
        } catch (SQLException e) {
            throw NotRestored.here("the temporary server cannot be prepared: "
                    + SqlFailure.of(e).text());
        }
    }

    private static NavigableSet<String> without(NavigableSet<String> names, Statement statement, String query)
            throws SQLException {
        var rest = new TreeSet<>(names);
        try (var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                rest.remove(rows.getString(1));
            }
        }
        return rest;
    }

    private static void dropPublic(PostgresAddress database, DumpDescription description) throws SQLException {
        if (description.createsPublic()) {
            try (var connection = database.open();
                    var statement = connection.createStatement()) {
                statement.execute("drop schema public");
            }
        }
    }

    /** A name with {@code =} would be taken for a connection string. */
    private static String connection(String database) {
        return "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private ToolRun.Ended archived(Path archive, PostgresAddress target) throws IOException {
        var command = new ArrayList<>(
                List.of(tools.program("pg_restore"), "--no-password", "--dbname=" + connection(target.database())));
        if (DumpFile.isParallel(archive)) {
            command.add("--jobs=" + JOBS);
        }
        command.add(archive.toString());
        return tools.run(command).with(target.environment()).run();
    }

    /** A failed COPY would have psql take each row for a statement: it ends at the first error. */
    private ToolRun.Ended plain(DumpReading reading, PostgresAddress target) throws IOException, NotRestored {
        boolean restricts = tools.run(List.of(tools.program("psql"), "--help=commands"))
                .run()
                .output()
                .contains("\\restrict");
        var psql = tools.run(
                        List.of(tools.program("psql"), "-X", "-q", "--no-password", "-v", "ON_ERROR_STOP=1", "-f", "-"))
                .with(target.environment());
        var ended = new ToolRun.Ended[1];
        reading.file()
                .read(bytes -> ended[0] = psql.run(
                        input -> DumpScanner.copy(bytes, input, restricts),
                        output -> output.transferTo(OutputStream.nullOutputStream())));
        return ended[0];
    }

    private static PostgresAddress database(DumpReading reading, DumpExpectation expectation, PostgresAddress target)
            throws NotRestored {
        var databases = new ArrayList<>(reading.description().databases());
        databases.removeAll(Arrays.asList("template0", "template1", "postgres"));
        if (reading.description().databases().isEmpty()) {
            return target;
        }
        if (expectation.database().isPresent()) {
            var name = expectation.database().get();
            if (!reading.description().databases().contains(name)) {
                throw NotRestored.broken("database " + name + " is missing in the dump");
            }
            return target.in(name);
        }
        if (databases.size() > 1) {
            throw NotRestored.here("the dump holds " + String.join(", ", databases) + ": say which database to check");
        }
        return target.in(databases.isEmpty() ? "postgres" : databases.getFirst());
    }
}
