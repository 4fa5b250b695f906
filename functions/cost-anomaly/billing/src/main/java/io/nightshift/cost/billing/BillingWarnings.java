package io.nightshift.cost.billing;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Names what is wrong with the costs that were read, and repairs days that are there twice. */
final class BillingWarnings {

    /** A provider whose costs end so many days before those of another has stopped. */
    private static final int STOPPED = 3;

    private final Statement statement;
    private final List<String> warnings;

    BillingWarnings(Statement statement, List<String> warnings) {
        this.statement = statement;
        this.warnings = warnings;
    }

    /** @param wholeRows for each file, the query of the hashes of its whole rows */
    void check(List<String> wholeRows) throws SQLException {
        try (var rows = statement.executeQuery("""
                SELECT file, coalesce(sum(lines) FILTER (day IS NULL), 0) AS undated, coalesce(sum(unread), 0) AS unread,
                       coalesce(sum(negative), 0) AS negative, coalesce(sum(lines) FILTER (service = ''), 0) AS unnamed
                FROM costs GROUP BY file ORDER BY file""")) {
            while (rows.next()) {
                warn(
                        rows.getString("file"),
                        rows.getLong("undated"),
                        "a ChargePeriodStart that is no time, such as 2026-11-30T00:00:00Z");
                warn(rows.getString("file"), rows.getLong("unread"), "a cost that is no number");
                note(
                        rows.getString("file"),
                        rows.getLong("negative"),
                        "a negative cost, which lowers the cost of the day");
                note(
                        rows.getString("file"),
                        rows.getLong("unnamed"),
                        "no ServiceName, and counts as a service without a name");
            }
        }
        new RestatedFiles(statement, warnings).replace();
        repeated(wholeRows);
        currencies();
        stopped();
    }

    /** A day whose every row is there twice was loaded twice. Whole rows are read again only where what was read of them suggests it. */
    private void repeated(List<String> wholeRows) throws SQLException {
        statement.execute("""
                CREATE TEMP TABLE repeated AS SELECT day, string_agg(DISTINCT file, ', ') AS files FROM costs
                WHERE day IS NOT NULL GROUP BY day
                HAVING bit_xor(odd) = 0 AND sum(lines) >= 6 AND count(DISTINCT (account, service, region)) >= 3""");
        if (isEmpty("repeated")) {
            return;
        }
        statement.execute("CREATE TEMP TABLE whole AS "
                + wholeRows.stream().map(select -> "(" + select + ")").collect(Collectors.joining(" UNION ALL ")));
        statement.execute(
                "DELETE FROM repeated WHERE day NOT IN (SELECT day FROM whole GROUP BY day HAVING bit_xor(odd) = 0)");
        try (var rows = statement.executeQuery("""
                SELECT files, count(*) AS days, min(day) AS first, max(day) AS last FROM repeated
                GROUP BY files ORDER BY first""")) {
            while (rows.next()) {
                long days = rows.getLong("days");
                warnings.add("%s: every row of %s is there twice, and is counted once"
                        .formatted(
                                rows.getString("files"),
                                days == 1
                                        ? rows.getString("first")
                                        : days + " days from " + rows.getString("first") + " to "
                                                + rows.getString("last")));
            }
        }
        statement.execute("UPDATE costs SET cost = cost / 2 WHERE day IN (SELECT day FROM repeated)");
    }

    private boolean isEmpty(String table) throws SQLException {
        try (var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1) == 0;
        }
    }

    private void currencies() throws SQLException {
        try (var rows = statement.executeQuery(
                "SELECT string_agg(DISTINCT currency, ', ' ORDER BY currency) AS all_of_them, count(DISTINCT currency) AS count"
                        + " FROM costs WHERE cost IS NOT NULL")) {
            rows.next();
            if (rows.getLong("count") > 1) {
                warnings.add("the costs are in %s; each currency is judged on its own"
                        .formatted(rows.getString("all_of_them")));
            }
        }
    }

    /** An export that stopped is not one without costs: its last days are not judged. */
    private void stopped() throws SQLException {
        try (var rows = statement.executeQuery("""
                SELECT provider, currency, max(day) AS last, count(DISTINCT day) AS days, min(day) AS first,
                       (SELECT max(day) FROM costs) AS newest
                FROM costs WHERE day IS NOT NULL GROUP BY provider, currency ORDER BY provider, currency""")) {
            while (rows.next()) {
                var first = rows.getObject("first", LocalDate.class);
                var last = rows.getObject("last", LocalDate.class);
                var who =
                        rows.getString("provider").isEmpty() ? "a provider without a name" : rows.getString("provider");
                long behind = ChronoUnit.DAYS.between(last, rows.getObject("newest", LocalDate.class));
                if (behind >= STOPPED) {
                    warnings.add("%s (%s): its export stopped, %s is the last day, %d days before the newest"
                            .formatted(who, rows.getString("currency"), last, behind));
                }
                long gaps = ChronoUnit.DAYS.between(first, last) + 1 - rows.getLong("days");
                if (gaps > 0) {
                    warnings.add("%s (%s): %d %s between %s and %s %s no row, and %s not judged"
                            .formatted(
                                    who,
                                    rows.getString("currency"),
                                    gaps,
                                    gaps == 1 ? "day" : "days",
                                    first,
                                    last,
                                    gaps == 1 ? "has" : "have",
                                    gaps == 1 ? "is" : "are"));
                }
            }
        }
    }

    private void note(String file, long rows, String what) {
        if (rows > 0) {
            warnings.add("%s: %d %s %s".formatted(file, rows, rows == 1 ? "row has" : "rows have", what));
        }
    }

    private void warn(String file, long rows, String what) {
        if (rows > 0) {
            warnings.add("%s: %d %s %s, left out".formatted(file, rows, rows == 1 ? "row has" : "rows have", what));
        }
    }
}
