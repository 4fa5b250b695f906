package io.nightshift.kubernetes;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The address of one API server, and the credentials for it.
 *
 * @param server its URL; must be https on another machine
 * @param authority its certificate authority as PEM; if empty, the JDK's
 * @param token a bearer token, requested at each call, because projected tokens change every hour; empty text if there is
 *     none
 * @param certificate a client certificate, if there is one
 */
public record ApiServerAccess(
        URI server, Optional<String> authority, Supplier<String> token, Optional<ClientCertificate> certificate) {

    /**
     * Both as PEM.
     *
     * @param key called once, when the client is created
     */
    public record ClientCertificate(String certificate, Supplier<String> key) {}

    /** With a token and no client certificate, for example from a cloud's metadata. */
    public static ApiServerAccess token(URI server, Optional<String> authority, Supplier<String> token) {
        return new ApiServerAccess(server, authority, token, Optional.empty());
    }
}
