package io.nightshift.rotation.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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

    /** Every account of that name: the account is user and host. */
    List<MySqlAccount> accounts(Connection connection, String user) throws SQLException {
        var accounts = new ArrayList<MySqlAccount>();
        var query = mariaDb
                ? "select Host, json_value(Priv, '$.plugin'), json_value(Priv, '$.authentication_string')"
                        + " from mysql.global_priv where User = ? and json_value(Priv, '$.is_role') is null order by Host"
                : "select Host, plugin, authentication_string from mysql.user where User = ? order by Host";
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, user);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var stored = rows.getString(3);
                    accounts.add(
                            new MySqlAccount(user, rows.getString(1), rows.getString(2), stored == null ? "" : stored));
                }
            }
        }
        return accounts;
    }
}
