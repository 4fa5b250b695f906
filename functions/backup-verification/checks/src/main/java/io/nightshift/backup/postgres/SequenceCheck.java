package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Finds sequences whose next value is one that the column, which they fill, has already. */
record SequenceCheck(ReadSession session, String name) {

    /** Owned sequences (serial and identity), and those that a default takes from. */
    private static final String FILLS = """
            select distinct format('%I.%I', sn.nspname, s.relname), format('%I.%I', tn.nspname, t.relname),
                quote_ident(a.attname), q.seqincrement > 0
            from (
                select objid as sequence, refobjid as relation, refobjsubid as number from pg_depend
                where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and deptype in ('a', 'i')
                union
                select d.refobjid, f.adrelid, f.adnum from pg_depend d join pg_attrdef f on f.oid = d.objid
                where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass
            ) fills
            join pg_class s on s.oid = sequence and s.relkind = 'S' join pg_namespace sn on sn.oid = s.relnamespace
            join pg_sequence q on q.seqrelid = s.oid and not q.seqcycle
            join pg_class t on t.oid = relation and t.relkind in ('r', 'p') join pg_namespace tn on tn.oid = t.relnamespace
            join pg_attribute a on a.attrelid = t.oid and a.attnum = number
                and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
            order by 1, 2""";

    private record Filling(String sequence, String table, String column, boolean ascending) {}

    CheckResult perform() throws SQLException {
        var fillings = new ArrayList<Filling>();
        session.each(
                row -> fillings.add(
                        new Filling(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4))),
                FILLS);
        if (session.number("select count(*) from pg_class where relkind in ('r', 'p') and oid >= 16384") == 0) {
            return CheckResult.broken(name, "the database has no table");
        }
        var findings = new ArrayList<String>();
        var counts = new TreeMap<String, Long>();
        for (var filling : fillings) {
            behind(filling).ifPresent(findings::add);
        }
        counts.put("sequences", (long) fillings.size());
        return CheckResult.of(
                        name, findings.isEmpty() ? BackupVerdict.GOOD : BackupVerdict.BROKEN, List.copyOf(findings))
                .counting(counts);
    }

    private Optional<String> behind(Filling filling) throws SQLException {
        var end = filling.ascending() ? "max" : "min";
        var comparison = filling.ascending() ? ">" : "<";
        // A sequence that was never called gives its last value next.
        return session.one("select case when %s %s last_value or %s = last_value and not is_called then 'behind' end"
                                .formatted("reached", comparison, "reached")
                        + " from " + filling.sequence() + ", (select " + end + "(" + filling.column()
                        + ") as reached from "
                        + filling.table() + ") as t")
                .map(ignored -> "sequence " + filling.sequence() + " is behind " + filling.table() + "."
                        + filling.column() + ": the next insert repeats a number");
    }
}
