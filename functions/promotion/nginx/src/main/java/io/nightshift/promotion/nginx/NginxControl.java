package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import java.util.Optional;

/** The nginx whose configuration includes the files that Nightshift writes. */
public interface NginxControl {

    /** Why it would not accept its configuration on disk; empty if it would. */
    Optional<String> refuses() throws CallFailed;

    /**
     * Makes it load its configuration, and returns at once: it starts workers with the new one; older workers accept no more
     * connections and end with their last request.
     *
     * @param port the port on which an upstream file reports its generation
     */
    Draining reload(int port) throws CallFailed;

    /** The generation of the running upstream file; empty if nginx does not respond. */
    Optional<String> running(int port);

    /** The command for a human to make it load its configuration. */
    String reloadCommand();

    /** The workers from before a reload. */
    @FunctionalInterface
    interface Draining {
        /** Reports whether the last of them has ended. */
        boolean isDone();
    }
}
