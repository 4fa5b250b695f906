package io.nightshift.rotation.engine;

/**
 * The address at which a system accepts logins.
 *
 * @param host a name or address; empty for a cloud's own API
 * @param database the database to log in to; empty where the system has none
 */
public record SystemEndpoint(String host, int port, TlsMode tls, String database) {

    /** The address without the database, for messages. */
    public String address() {
        return host + ":" + port;
    }
}
