package io.nightshift.kubernetes;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How to reach one API server, and as whom.
 *
 * @param server where it is; nothing but https, on another machine
 * @param authority its certificate authority as PEM; that of the JDK where there is none
 * @param token a bearer token, asked for at each call, because projected tokens change every hour; empty text where
 *     there is none
 * @param certificate a client certificate, if there is one
 */
public record ApiServerAccess(
        URI server, Optional<String> authority, Supplier<String> token, Optional<ClientCertificate> certificate) {

    /**
     * Both as PEM.
     *
     * @param key asked for once, when the client is made
     */
    public record ClientCertificate(String certificate, Supplier<String> key) {}

    /** With a token and no client certificate, as from the metadata of a cloud. */
    public static ApiServerAccess token(URI server, Optional<String> authority, Supplier<String> token) {
        return new ApiServerAccess(server, authority, token, Optional.empty());
    }
}
