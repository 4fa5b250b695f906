package io.nightshift.local.backup;

import io.nightshift.backup.postgres.RestoreConnector;
import io.nightshift.entry.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/** Connects to a database that the environment names, with short limits: a failover must not look longer than it is. */
record PostgresConnection(Database database) implements RestoreConnector {

    private static final String CONNECT_SECONDS = "3";
    private static final String ANSWER_SECONDS = "5";

    @Override
    public Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password().value());
        properties.setProperty("ApplicationName", "nightshift");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", ANSWER_SECONDS);
        var connection = new Driver().connect(database.url().value(), properties);
        if (connection == null) {
            throw new SQLException("not a URL of this driver", "08001");
        }
        return connection;
    }
}
