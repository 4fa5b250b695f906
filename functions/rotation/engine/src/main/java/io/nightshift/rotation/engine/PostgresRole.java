package io.nightshift.rotation.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A role as the catalogs describe it. Membership passes on privileges, and none of what is here.
 *
 * @param connectionLimit -1 for none
 * @param validUntil as text that PostgreSQL reads back
 * @param expired logins are refused as if the password were wrong
 * @param settings of all databases first
 */
record PostgresRole(
        String name,
        boolean login,
        boolean superuser,
        int connectionLimit,
        String validUntil,
        boolean expired,
        List<Setting> settings) {

    /**
     * @param database empty for all
     * @param value as the catalog keeps it: lists with their quotes
     */
    record Setting(Optional<String> database, String name, String value) {}

    private static final String ROLE = """
            select rolcanlogin, rolsuper, rolconnlimit, coalesce(rolvaliduntil::text, 'infinity'),
                   coalesce(rolvaliduntil <= now(), false)
            from pg_catalog.pg_roles where rolname = ?
            """;

    private static final String SETTINGS = """
            select d.datname, unnest(s.setconfig)
            from pg_catalog.pg_db_role_setting s
            join pg_catalog.pg_roles r on r.oid = s.setrole
            left join pg_catalog.pg_database d on d.oid = s.setdatabase
            where r.rolname = ? order by s.setdatabase
            """;

    /** Empty if the role does not exist; names are exact, upper case included. */
    static Optional<PostgresRole> find(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement(ROLE)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new PostgresRole(
                                name,
                                rows.getBoolean(1),
                                rows.getBoolean(2),
                                rows.getInt(3),
                                rows.getString(4),
                                rows.getBoolean(5),
                                settings(connection, name)))
                        : Optional.empty();
            }
        }
    }

    private static List<Setting> settings(Connection connection, String name) throws SQLException {
        var settings = new ArrayList<Setting>();
        try (var statement = connection.prepareStatement(SETTINGS)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var assigned = rows.getString(2).split("=", 2);
                    settings.add(new Setting(Optional.ofNullable(rows.getString(1)), assigned[0], assigned[1]));
                }
            }
        }
        return settings;
    }
}
