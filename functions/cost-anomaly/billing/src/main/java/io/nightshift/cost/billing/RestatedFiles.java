package io.nightshift.cost.billing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds files that hold the same days again, as a provider states them later: the same series, with as many rows each, and the same cost of
 * most of them. Of days that both have, the newer file counts. Chunks of one export hold other rows of the same series, so they are not
 * alike.
 */
final class RestatedFiles {

    /** Every eighth day is compared. */
    private static final int SAMPLE = 8;

    private static final int FEWEST = 3;
    private static final double ALIKE = 0.8;
    private static final double SAME = 0.5;

    private final Statement statement;
    private final List<String> warnings;

    RestatedFiles(Statement statement, List<String> warnings) {
        this.statement = statement;
        this.warnings = warnings;
    }

    private record Pair(String older, String newer) {}

    /** Takes days out of older files that newer ones state again. */
    void replace() throws SQLException {
        for (var pair : pairs()) {
            try (var days = statement.getConnection().prepareStatement("""
                    SELECT count(DISTINCT day) AS days, min(day) AS first, max(day) AS last FROM costs
                    WHERE file = ? AND day IN (SELECT day FROM costs WHERE file = ?)""")) {
                warn(pair, days);
            }
            try (var delete = statement
                    .getConnection()
                    .prepareStatement(
                            "DELETE FROM costs WHERE file = ? AND day IN (SELECT day FROM costs WHERE file = ?)")) {
                delete.setString(1, pair.older());
                delete.setString(2, pair.newer());
                delete.executeUpdate();
            }
        }
    }

    private void warn(Pair pair, PreparedStatement days) throws SQLException {
        days.setString(1, pair.older());
        days.setString(2, pair.newer());
        try (var rows = days.executeQuery()) {
            rows.next();
            if (rows.getLong("days") > 0) {
                warnings.add("%s: %s states %d days from %s to %s again; its costs count"
                        .formatted(
                                pair.older(),
                                pair.newer(),
                                rows.getLong("days"),
                                rows.getObject("first", LocalDate.class),
                                rows.getObject("last", LocalDate.class)));
            }
        }
    }

    private List<Pair> pairs() throws SQLException {
        var pairs = new ArrayList<Pair>();
        try (var rows = statement.executeQuery("""
                SELECT a.file AS one, b.file AS other,
                       (SELECT max(day) FROM costs WHERE file = a.file) AS one_ends,
                       (SELECT max(day) FROM costs WHERE file = b.file) AS other_ends
                FROM costs a JOIN costs b USING (day, provider, account, service, region, currency)
                WHERE a.file < b.file AND hash(day) %% %d = 0
                GROUP BY a.file, b.file
                HAVING count(*) >= %d AND count(*) FILTER (a.lines = b.lines) >= %s * count(*)
                   AND count(*) FILTER (abs(a.cost - b.cost) <= 1e-6 * abs(a.cost)) >= %s * count(*)
                ORDER BY one, other""".formatted(SAMPLE, FEWEST, ALIKE, SAME))) {
            while (rows.next()) {
                var one = rows.getString("one");
                var other = rows.getString("other");
                int ends = rows.getObject("one_ends", LocalDate.class)
                        .compareTo(rows.getObject("other_ends", LocalDate.class));
                int written = written(one).compareTo(written(other));
                boolean newer = ends > 0 || (ends == 0 && written > 0);
                pairs.add(newer ? new Pair(other, one) : new Pair(one, other));
            }
        }
        return pairs;
    }

    private static FileTime written(String file) {
        try {
            return Files.getLastModifiedTime(Path.of(file));
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
