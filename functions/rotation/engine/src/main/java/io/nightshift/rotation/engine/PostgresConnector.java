package io.nightshift.rotation.engine;

import io.nightshift.core.act.Timeouts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;

/** Through pgjdbc, which never writes a password into a statement or a log. */
record PostgresConnector(Timeouts timeouts) implements SqlConnector {

    private static final String SSL_MODE = "sslmode";

    @Override
    public Connection open(SystemEndpoint endpoint, Credential credential) throws SQLException {
        var connection = new Driver().connect(url(endpoint), properties(endpoint, credential));
        if (connection == null) {
            throw new SQLException("not a URL of this driver", "08001");
        }
        return connection;
    }

    private static String url(SystemEndpoint endpoint) {
        return "jdbc:postgresql://" + endpoint.address() + "/"
                + URLEncoder.encode(endpoint.database(), StandardCharsets.UTF_8);
    }

    private Properties properties(SystemEndpoint endpoint, Credential credential) {
        var properties = new Properties();
        properties.setProperty("user", credential.user());
        properties.setProperty("password", credential.secret().text());
        properties.setProperty("ApplicationName", "nightshift");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("connectTimeout", seconds(timeouts.connect()));
        properties.setProperty("socketTimeout", seconds(timeouts.call()));
        switch (endpoint.tls()) {
            case TlsMode.VerifyFull(var authorities) -> {
                properties.setProperty(SSL_MODE, "verify-full");
                properties.setProperty("sslrootcert", authorities.toString());
            }
            case TlsMode.VerifyPublic() -> {
                properties.setProperty(SSL_MODE, "verify-full");
                properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            }
            case TlsMode.Unverified() -> {
                properties.setProperty(SSL_MODE, "require");
                properties.setProperty("sslfactory", "org.postgresql.ssl.NonValidatingFactory");
            }
            case TlsMode.Plaintext() -> properties.setProperty(SSL_MODE, "disable");
        }
        return properties;
    }

    /** In the driver's unit; 0 would mean no limit. */
    private static String seconds(Duration time) {
        return Long.toString(Math.max(1, time.toSeconds()));
    }
}
