package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.check.CountsInBand;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks that read tables: their memory is that of one row. */
record TableChecks(ReadSession session, CheckContext context, String name) {

    CheckResult rowCounts(BackupCheck.RowCounts check) throws SQLException {
        var selection = TableSelection.of(session, check.tables());
        var counts = new TreeMap<String, Long>();
        var empty = new ArrayList<String>();
        var failures = new ScanFailures();
        for (var table : selection.tables()) {
            failures.scan(session, table.name(), () -> {
                counts.put(table.name(), session.number("select count(*) from " + table.name()));
                if (table.any(check.mayBeEmpty())) {
                    empty.add(table.name());
                }
            });
        }
        var judged = CountsInBand.judge(name, counts, context.baseline(), empty::contains, "rows", check.tolerance());
        return failures.joined(judged, selection.missing());
    }

    /** Rows of the future say nothing about a backup and are left out. */
    CheckResult freshness(BackupCheck.Freshness check) throws SQLException {
        var table = UserTable.named(session, check.table());
        if (table.isEmpty()) {
            return CheckResult.broken(name, "table " + check.table() + " is missing");
        }
        var column = UserTable.quoted(check.column());
        var newest = session.one(
                "select floor(extract(epoch from max(" + column + ")::timestamptz))::bigint from "
                        + table.get().name() + " where " + column + " <= ?::timestamptz",
                context.asOf().toString());
        if (newest.isEmpty()) {
            return CheckResult.broken(name, table.get().name() + " has no row with a time in " + column);
        }
        var time = Instant.ofEpochSecond(Long.parseLong(newest.get()));
        var age = Duration.between(time, context.asOf());
        var counts = Map.of("seconds", age.toSeconds());
        return age.compareTo(check.rpo()) <= 0
                ? CheckResult.good(name).counting(counts)
                : CheckResult.broken(
                                name,
                                "the newest row of " + table.get().name() + " is of " + time + ", " + words(age)
                                        + " before the run; the RPO is " + words(check.rpo()))
                        .counting(counts);
    }

    /** Two units at most: 3 d 4 h. */
    static String words(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }

    CheckResult heartbeat(BackupCheck.Heartbeat check) throws SQLException {
        if (context.heartbeat().isEmpty()) {
            return CheckResult.undecidable(name, "no heartbeat was written before this backup");
        }
        var table = UserTable.named(session, check.table());
        if (table.isEmpty()) {
            return CheckResult.broken(name, "table " + check.table() + " is missing");
        }
        long rows = session.number(
                "select count(*) from " + table.get().name() + " where " + UserTable.quoted(check.column())
                        + "::text = ?",
                context.heartbeat().get());
        return rows > 0
                ? CheckResult.good(name)
                : CheckResult.broken(
                        name, table.get().name() + " lacks the heartbeat: what was written last is not restored");
    }

    CheckResult fullRead(List<String> names) throws SQLException {
        var selection = TableSelection.of(session, names);
        var counts = new TreeMap<String, Long>();
        var failures = new ScanFailures();
        for (var table : selection.tables()) {
            failures.scan(session, table.name(), () -> counts.put(table.name(), read(table.name())));
        }
        var findings = new ArrayList<String>();
        if (session.one("show data_checksums").filter("on"::equals).isEmpty()) {
            findings.add("data checksums are off: a flipped byte inside a value goes unnoticed");
        }
        return failures.joined(
                CheckResult.of(name, BackupVerdict.GOOD, findings).counting(counts), selection.missing());
    }

    /** Returns the number of rows, each of which was sent as text and dropped. */
    private long read(String table) throws SQLException {
        var copy = session.copy().copyOut("copy (select * from " + table + ") to stdout");
        try {
            for (byte[] row = copy.readFromCopy(); row != null; ) {
                row = copy.readFromCopy();
            }
            return copy.getHandledRowCount();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    CheckResult largeObjects(BackupCheck.LargeObjects check) throws SQLException {
        var counts = new TreeMap<String, Long>();
        counts.put("large objects", session.number("select count(*) from pg_largeobject_metadata"));
        boolean readable = session.one("select 1 where has_table_privilege('pg_largeobject', 'select')")
                .isPresent();
        if (readable) {
            counts.put(
                    "bytes of large objects",
                    session.number("select coalesce(sum(length(data)), 0) from pg_largeobject"));
        }
        // Providers give nobody a superuser: what an earlier run counted as one is not missing then.
        var before = largeObjectsBefore(readable);
        var judged = CountsInBand.judge(
                name,
                counts,
                before,
                object -> before.counts(name, object).stream().allMatch(count -> count == 0),
                "",
                check.tolerance());
        if (!readable) {
            return judged;
        }
        var gaps = session.column("""
                select 'large object ' || loid || ' lacks page ' || previous + 1 from (
                    select loid, pageno, coalesce(lag(pageno) over (partition by loid order by pageno), -1) as previous
                    from pg_largeobject) pages
                where pageno > previous + 1 order by loid, pageno limit 20""");
        return new ScanFailures().joined(judged, gaps);
    }

    private CheckBaseline largeObjectsBefore(boolean readable) {
        return readable || context.baseline().counted(name).size() < 2 ? context.baseline() : CheckBaseline.EMPTY;
    }

    /** In a subquery: a second statement cannot follow it. */
    CheckResult userSql(BackupCheck.UserSql check) throws SQLException {
        session.execute("reset search_path");
        var query = check.query().strip().replaceFirst(";$", "");
        var answers = new ArrayList<String>();
        try {
            session.each(
                    row -> {
                        boolean single = row.getMetaData().getColumnCount() == 1;
                        answers.add(single ? String.valueOf(row.getString(1)) : "several columns");
                    },
                    "select * from (\n" + query + "\n) as answer limit 2");
        } catch (SQLException e) {
            var failure = SqlFailure.of(e);
            return CheckResult.of(name, failure.verdict(), List.of("the query " + failure.text()));
        }
        if (answers.size() != 1) {
            return CheckResult.broken(
                    name,
                    "the query returns " + (answers.isEmpty() ? "no row" : "several rows")
                            + "; one row with true is right");
        }
        return switch (answers.getFirst()) {
            case "t", "true" -> CheckResult.good(name);
            case "f", "false" -> CheckResult.broken(name, "the query returns false");
            default -> CheckResult.broken(name, "the query does not return true");
        };
    }
}
