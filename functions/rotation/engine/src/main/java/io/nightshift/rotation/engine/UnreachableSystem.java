package io.nightshift.rotation.engine;

import io.nightshift.core.act.ConnectionFailures;
import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why no connection came about. The texts are ours: those of drivers name users and statements.
 *
 * @param field of the secret or policy that is likely wrong
 */
record UnreachableSystem(String field, String reason, String fix) {

    static UnreachableSystem of(SystemEndpoint endpoint, Throwable failure) {
        return ConnectionFailures.causes(failure)
                .map(UnreachableSystem::known)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> ConnectionFailures.causes(failure).anyMatch(UnreachableSystem::aboutTls)
                        ? Optional.of(untrusted())
                        : Optional.empty())
                .orElse(new UnreachableSystem("host", "the connection failed", "check host and port"))
                .at(endpoint);
    }

    private static @Nullable UnreachableSystem known(Throwable cause) {
        return switch (cause) {
            case UnknownHostException ignored ->
                new UnreachableSystem(
                        "host", "the host name is unknown", "correct the host, or the DNS of the network");
            case ConnectException ignored ->
                new UnreachableSystem("host", "nothing listens there", "check port, security group and firewall");
            case SocketTimeoutException ignored -> silent();
            case TimeoutException ignored -> silent();
            case SSLException ignored -> untrusted();
            case GeneralSecurityException ignored -> untrusted();
            default -> null;
        };
    }

    private static UnreachableSystem silent() {
        return new UnreachableSystem(
                "host",
                "it does not answer in time",
                "check the route, the security group and whether the system is up");
    }

    private static UnreachableSystem untrusted() {
        return new UnreachableSystem(
                "tls",
                "no trusted TLS connection: the certificate is of another authority or host, or the system has no TLS",
                "name the file of its authorities and the host of its certificate");
    }

    /** Drivers tell some failures of TLS by text alone. */
    private static boolean aboutTls(Throwable cause) {
        var text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("ssl") || text.contains("hostnameverifier") || text.contains("certificate");
    }

    private UnreachableSystem at(SystemEndpoint endpoint) {
        return new UnreachableSystem(field, endpoint.address() + ": " + reason, fix);
    }

    Shortcoming shortcoming() {
        return new Shortcoming(field, reason, fix);
    }
}
