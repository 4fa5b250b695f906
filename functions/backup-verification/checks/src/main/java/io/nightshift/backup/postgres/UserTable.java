package io.nightshift.backup.postgres;

import io.nightshift.core.signal.Glob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of the user.
 *
 * @param name as SQL takes it, quoted where needed
 * @param plain {@code schema.table} without quotes, for patterns
 */
record UserTable(String name, String plain) {

    /** Tables and partitioned ones; a partition belongs to its parent, a foreign table to another server. */
    private static final String ALL = """
            select format('%I.%I', nspname, relname), nspname || '.' || relname
            from pg_class c join pg_namespace n on n.oid = relnamespace
            where relkind in ('r', 'p') and not relispartition and relpersistence <> 't'
                and nspname !~ '^pg_' and nspname <> 'information_schema'
                and not exists (select from pg_depend d
                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
            order by 2""";

    static List<UserTable> all(ReadSession session) throws SQLException {
        var tables = new ArrayList<UserTable>();
        session.each(row -> tables.add(new UserTable(row.getString(1), row.getString(2))), ALL);
        return tables;
    }

    /** The one with that name; empty if the database has none. */
    static Optional<UserTable> named(ReadSession session, String name) throws SQLException {
        return all(session).stream().filter(table -> table.is(name)).findFirst();
    }

    /** An identifier as SQL takes it, whatever it holds. */
    static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    boolean is(String pattern) {
        var full = pattern.contains(".") ? pattern : "public." + pattern;
        return full.equals(plain)
                || full.equals(name)
                || Glob.of(full).filter(glob -> glob.matches(plain)).isPresent();
    }

    boolean any(List<String> patterns) {
        return patterns.stream().anyMatch(this::is);
    }
}
