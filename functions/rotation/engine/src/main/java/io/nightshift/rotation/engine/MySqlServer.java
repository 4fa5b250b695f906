package io.nightshift.rotation.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server speaks: MariaDB and MySQL have different statements for two passwords.
 *
 * @param version {@code 10.11.19}, as a number {@code 101119}
 */
record MySqlServer(boolean mariaDb, int version, boolean readOnly) {

    /** {@code RETAIN CURRENT PASSWORD} of MySQL. */
    private static final int DUAL_MYSQL = 80_014;

    /** {@code IDENTIFIED VIA ... OR ...} of MariaDB. */
    private static final int DUAL_MARIADB = 100_400;

    private static final String MYSQL_ACCOUNTS =
            "select Host, plugin, coalesce(authentication_string, ''), '' from mysql.user where User = ? order by Host";

    /** Of an account with two passwords, {@code auth_or} has the second. */
    private static final String MARIADB_ACCOUNTS = """
            select Host, json_value(Priv, '$.plugin'),
                   concat(coalesce(json_value(Priv, '$.authentication_string'), ''), ' ',
                          coalesce(json_extract(Priv, '$.auth_or[*].authentication_string'), '')),
                   coalesce(json_extract(Priv, '$.auth_or[*].plugin'), '')
            from mysql.global_priv where User = ? and json_value(Priv, '$.is_role') is null order by Host
            """;

    private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

    static final int OLDEST_MYSQL = 50_700;

    static MySqlServer of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select version(), @@global.read_only")) {
            rows.next();
            return of(rows.getString(1), rows.getBoolean(2));
        }
    }

    static MySqlServer of(String version, boolean readOnly) {
        var parts = version.split("[^0-9]+", 4);
        int number = 0;
        for (int i = 0; i < 3; i++) {
            number = number * 100 + (i < parts.length && !parts[i].isEmpty() ? Integer.parseInt(parts[i]) % 100 : 0);
        }
        return new MySqlServer(version.contains("MariaDB"), number, readOnly);
    }

    boolean supported() {
        return version >= (mariaDb ? DUAL_MARIADB : OLDEST_MYSQL);
    }

    boolean dual() {
        return version >= (mariaDb ? DUAL_MARIADB : DUAL_MYSQL);
    }

    String product() {
        return mariaDb ? "MariaDB" : "MySQL";
    }

    /** All plugins of an account of MariaDB that has others beside the password: setting the password would remove them. */
    private static @Nullable String plugin(@Nullable String first, String others) {
        var names = NAME.matcher(others)
                .results()
                .map(found -> found.group(1))
                .filter(other -> !other.equals(first))
                .toList();
        return names.isEmpty() ? first : first + " or " + String.join(" or ", names);
    }

    /** Every account of that name: the account is user and host. */
    List<MySqlAccount> accounts(Connection connection, String user) throws SQLException {
        var accounts = new ArrayList<MySqlAccount>();
        var query = mariaDb ? MARIADB_ACCOUNTS : MYSQL_ACCOUNTS;
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, user);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    accounts.add(new MySqlAccount(
                            user, rows.getString(1), plugin(rows.getString(2), rows.getString(4)), rows.getString(3)));
                }
            }
        }
        return accounts;
    }
}
