package io.nightshift.core.act;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Recognises failures of calls that never reached the other side, so that nothing can have happened there. */
public final class ConnectionFailures {

    private ConnectionFailures() {}

    /** @param failure checked together with all of its causes */
    public static boolean tells(@Nullable Throwable failure) {
        return causes(failure).anyMatch(cause -> switch (cause) {
            case ConnectException ignored -> true;
            case UnknownHostException ignored -> true;
            case NoRouteToHostException ignored -> true;
            case SSLHandshakeException ignored -> true;
            // The JDK throws the same type for a connection that could not be opened in time and for a response
            // that did not arrive.
            case SocketTimeoutException timeout -> "Connect timed out".equalsIgnoreCase(timeout.getMessage());
            default -> false;
        });
    }

    /** The failure itself and its causes, outermost first. */
    public static Stream<Throwable> causes(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
