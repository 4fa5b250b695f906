package io.nightshift.backup.postgres;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Deletes three quarters of the rows of the largest table, as a backup that was cut would: every row that is left is right, and no
 * constraint says anything.
 */
public final class DeliberateDamage {

    /** Sizes on disk: a restored database has no statistics yet. */
    private static final String LARGEST = """
            select format('%I.%I', nspname, relname), nspname || '.' || relname
            from pg_class c join pg_namespace n on n.oid = relnamespace
            where relkind = 'r' and relpersistence = 'p' and not relispartition
                and nspname !~ '^pg_' and nspname <> 'information_schema'
                and not exists (select from pg_depend d
                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
            order by exists (select from pg_constraint where contype = 'f' and confrelid = c.oid),
                pg_relation_size(c.oid) desc, 2 limit 1""";

    private static final String NO_RIGHT = "42501";

    private DeliberateDamage() {}

    /** @return what is damaged */
    public static String in(RestoreConnector database) throws SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement()) {
            String table;
            String plain;
            try (var rows = statement.executeQuery(LARGEST)) {
                if (!rows.next()) {
                    throw new SQLException("no table");
                }
                table = rows.getString(1);
                plain = rows.getString(2);
            }
            withoutTriggers(statement);
            int gone =
                    statement.executeUpdate("delete from " + table + " where (ctid::text::point)[1]::bigint % 4 > 0");
            return gone + " rows of " + plain + " were deleted";
        }
    }

    /** They would hinder it, or spread it. Not every provider lets its users; no foreign key refers to the table, if one can be chosen. */
    private static void withoutTriggers(Statement statement) throws SQLException {
        try {
            statement.execute("set session_replication_role = replica");
        } catch (SQLException e) {
            if (!NO_RIGHT.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
