package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;

/**
 * Hashes tables that never change; the order of rows does not matter.
 *
 * <p>The hash of a whole row is twice as fast as that of its text. It does not exist for json and xml, and that of enums and
 * object ids changes with each restore of a dump: tables with anything but plain types are hashed by text.
 */
record HashCheck(ReadSession session, CheckBaseline baseline, String name) {

    private static final String ODD_COLUMNS = """
            select count(*) from pg_attribute a join pg_type t on t.oid = a.atttypid
            where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped
                and coalesce(nullif(t.typelem, 0), t.oid) not in (
                    'bool'::regtype, 'int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'float4'::regtype,
                    'float8'::regtype, 'numeric'::regtype, 'text'::regtype, 'varchar'::regtype, 'bpchar'::regtype,
                    'char'::regtype, 'bytea'::regtype, 'uuid'::regtype, 'date'::regtype, 'time'::regtype,
                    'timestamp'::regtype, 'timestamptz'::regtype, 'interval'::regtype, 'inet'::regtype, 'jsonb'::regtype)""";

    CheckResult perform(List<String> tables) throws SQLException {
        var selection = TableSelection.of(session, tables);
        var hashes = new TreeMap<String, String>();
        var failures = new ScanFailures();
        int major = session.major();
        for (var table : selection.tables()) {
            failures.scan(session, table.name(), () -> hashes.put(table.name(), major + ":" + hash(table.name())));
        }
        var earlier = baseline.hashes(name);
        hashes.forEach((table, hash) -> {
            var before = earlier.getOrDefault(table, hash);
            if (!major(before).equals(major(hash))) {
                failures.note(
                        BackupVerdict.UNDECIDABLE,
                        table + " was hashed by PostgreSQL " + major(before) + "; hashes of " + major + " may differ");
            } else if (!before.equals(hash)) {
                failures.note(
                        BackupVerdict.BROKEN,
                        table + " has other contents than in earlier runs, and should never change");
            }
        });
        earlier.keySet().stream()
                .filter(table ->
                        !hashes.containsKey(table) && selection.missing().isEmpty())
                .forEach(table -> failures.note(BackupVerdict.BROKEN, table + " is missing; earlier runs hashed it"));
        return failures.joined(CheckResult.good(name).hashing(hashes), selection.missing());
    }

    private static String major(String hash) {
        return hash.substring(0, Math.max(0, hash.indexOf(':')));
    }

    private String hash(String table) throws SQLException {
        var row =
                session.number(ODD_COLUMNS, table) == 0 ? "hash_record_extended(t, 0)" : "hashtextextended(t::text, 0)";
        return session.one("select count(*) || '/' || coalesce(sum(" + row + "), 0) from " + table + " as t")
                .orElse("");
    }
}
