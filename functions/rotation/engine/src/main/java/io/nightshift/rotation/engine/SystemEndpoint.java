package io.nightshift.rotation.engine;

import java.util.regex.Pattern;

/**
 * The address at which a system accepts logins.
 *
 * @param host a name or address; empty for a cloud's own API
 * @param database the database to log in to; empty where the system has none
 */
public record SystemEndpoint(String host, int port, TlsMode tls, String database) {

    /** What may stand in a driver's URL: no parameter, no second host. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.%]+\\]");

    private static final int LAST_PORT = 65_535;

    /** @throws IllegalArgumentException with the field and what it must be */
    public SystemEndpoint {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("host: expected one host name or address ([...] around IPv6), no port");
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port: expected a number from 1 to " + LAST_PORT);
        }
    }

    /** The address without the database, for messages. */
    public String address() {
        return host + ":" + port;
    }
}
