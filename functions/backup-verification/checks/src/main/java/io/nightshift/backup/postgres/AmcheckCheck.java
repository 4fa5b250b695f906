package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Checks B-tree indexes against their tables, and the pages of tables, by the extension amcheck. Where it is not installed, it is
 * created in a transaction that is rolled back.
 */
record AmcheckCheck(ReadSession session, String name) {

    /** Leaf tables, with the partitions; their TOAST tables are checked with them. */
    private static final String RELATIONS = """
            select format('%I.%I', nspname, relname), nspname || '.' || relname from pg_class c
            join pg_namespace n on n.oid = relnamespace
            where relkind in ('r', 'm') and relpersistence = 'p' and nspname !~ '^pg_' and nspname <> 'information_schema'
            order by 2""";

    private static final String INDEXES = """
            select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indexrelid
            join pg_am a on a.oid = c.relam
            where i.indrelid = ?::regclass and a.amname = 'btree' and i.indisvalid and i.indisready order by 1""";

    CheckResult perform(List<String> patterns) throws SQLException {
        if (session.one("select 1 from pg_available_extensions where name = 'amcheck'")
                .isEmpty()) {
            return CheckResult.undecidable(name, "extension amcheck is not available on this server");
        }
        var tables = new ArrayList<UserTable>();
        session.each(row -> tables.add(new UserTable(row.getString(1), row.getString(2))), RELATIONS);
        tables.removeIf(table -> !patterns.isEmpty() && !table.any(patterns));
        if (tables.isEmpty()) {
            return CheckResult.broken(name, "no table to check");
        }
        try {
            return checked(tables);
        } catch (SQLException e) {
            var failure = SqlFailure.of(e);
            return CheckResult.of(name, failure.verdict(), List.of("amcheck " + failure.text()));
        }
    }

    private CheckResult checked(List<UserTable> tables) throws SQLException {
        var failures = new ScanFailures();
        var counts = new TreeMap<String, Long>();
        for (var table : tables) {
            failures.scan(session, table.name(), () -> heap(table.name(), failures));
            for (var index : session.column(INDEXES, table.name())) {
                failures.scan(session, "index " + index, () -> index(index));
                counts.merge("indexes", 1L, Long::sum);
            }
        }
        counts.put("tables", (long) tables.size());
        return failures.joined(CheckResult.good(name).counting(counts), List.of());
    }

    private void heap(String table, ScanFailures failures) throws SQLException {
        var schema = install();
        session.column(
                        "select 'block ' || blkno || coalesce(' line ' || offnum, '') || ': ' || msg from " + schema
                                + ".verify_heapam(?::regclass) limit 3",
                        table)
                .forEach(damage -> failures.note(BackupVerdict.BROKEN, table + " " + damage));
    }

    private void index(String index) throws SQLException {
        var schema = install();
        session.column("select " + schema + ".bt_index_check(?::regclass, true)", index);
    }

    /** Returns the schema of the extension, which lasts until the transaction ends at the latest. */
    private String install() throws SQLException {
        var where = "select quote_ident(nspname) from pg_extension e join pg_namespace n on n.oid = extnamespace"
                + " where extname = 'amcheck'";
        var installed = session.one(where);
        if (installed.isPresent()) {
            return installed.get();
        }
        session.rollback();
        session.execute("set transaction read write");
        session.execute("create schema nightshift_amcheck");
        session.execute("create extension amcheck schema nightshift_amcheck");
        session.execute("set transaction read only");
        return "nightshift_amcheck";
    }
}
