package io.nightshift.backup.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Where a restored database is and who logs in.
 *
 * @param authorities PEM file of the authorities for TLS with verified host name; empty for plaintext, which is only right for a
 *     server on this machine
 */
public record PostgresAddress(
        String host, int port, String database, String user, String password, Optional<Path> authorities)
        implements RestoreConnector {

    private static final Duration CONNECT = Duration.ofSeconds(30);

    @Override
    public Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "nightshift");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        properties.setProperty("sslmode", authorities.isPresent() ? "verify-full" : "disable");
        authorities.ifPresent(file -> properties.setProperty("sslrootcert", file.toString()));
        var connection = new Driver()
                .connect(
                        "jdbc:postgresql://" + host + ":" + port + "/"
                                + URLEncoder.encode(database, StandardCharsets.UTF_8),
                        properties);
        if (connection == null) {
            throw new SQLException("not a URL of this driver", "08001");
        }
        return connection;
    }

    public PostgresAddress in(String other) {
        return new PostgresAddress(host, port, other, user, password, authorities);
    }

    /** The same for PostgreSQL's own tools. */
    Map<String, String> environment() {
        return Map.of(
                "PGHOST",
                host,
                "PGPORT",
                Integer.toString(port),
                "PGDATABASE",
                database,
                "PGUSER",
                user,
                "PGPASSWORD",
                password,
                "PGAPPNAME",
                "nightshift",
                "PGCONNECT_TIMEOUT",
                Long.toString(CONNECT.toSeconds()));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
