package io.nightshift.rotation.engine;

import io.nightshift.core.act.Timeouts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/** MariaDB and MySQL through MariaDB's driver, which sends no password in plaintext over an unencrypted connection. */
record MariaDbConnector(Timeouts timeouts) implements SqlConnector {

    private static final String SSL_MODE = "sslMode";

    @Override
    public Connection open(SystemEndpoint endpoint, Credential credential) throws SQLException {
        var connection =
                new Driver().connect("jdbc:mariadb://" + endpoint.address() + "/", properties(endpoint, credential));
        if (connection == null) {
            throw new SQLException("not a URL of this driver", "08001");
        }
        // Not in the URL, whose parser knows no quotes.
        if (!endpoint.database().isEmpty()) {
            connection.setCatalog(endpoint.database());
        }
        return connection;
    }

    private Properties properties(SystemEndpoint endpoint, Credential credential) {
        var properties = new Properties();
        properties.setProperty("user", credential.user());
        properties.setProperty("password", credential.secret().text());
        properties.setProperty(
                "connectTimeout", Long.toString(timeouts.connect().toMillis()));
        properties.setProperty("socketTimeout", Long.toString(timeouts.call().toMillis()));
        properties.setProperty("allowLocalInfile", "false");
        switch (endpoint.tls()) {
            case TlsMode.VerifyFull(var authorities) -> {
                properties.setProperty(SSL_MODE, "verify-full");
                properties.setProperty("serverSslCert", authorities.toString());
            }
            case TlsMode.VerifyPublic() -> properties.setProperty(SSL_MODE, "verify-full");
            case TlsMode.Unverified() -> properties.setProperty(SSL_MODE, "trust");
            case TlsMode.Plaintext() -> properties.setProperty(SSL_MODE, "disable");
        }
        return properties;
    }
}
