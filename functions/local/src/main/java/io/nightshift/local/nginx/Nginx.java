package io.nightshift.local.nginx;

import io.nightshift.core.act.CallFailed;
import java.util.Optional;

/** The nginx whose configuration includes the files that we write. */
public interface Nginx {

    /** Why it would not take its configuration as it is on disk; empty if it would. */
    Optional<String> refuses() throws CallFailed;

    /**
     * Tells it to take its configuration, and returns at once: workers with the new one are started, those with the older one
     * take no more connections and end with their last request.
     *
     * @param port where an upstream file tells its generation
     */
    Draining reload(int port) throws CallFailed;

    /** The generation of the upstream file that it runs; empty if it does not answer. */
    Optional<String> running(int port);

    /** The command by which a human makes it take its configuration. */
    String reloadCommand();

    /** The workers that were there before a reload. */
    @FunctionalInterface
    interface Draining {
        /** Reports whether the last of them has ended. */
        boolean isDone();
    }
}
