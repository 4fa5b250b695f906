package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks whether a version serves. It does if its health check responds with 200, whoever started it. It does not if its
 * process has ended in two checks and the health check fails; or if the process runs and the health check fails
 * {@value #CHECKS} times in a row, half a second apart: refused, no response within 2 s, or another status. One check without
 * a response is not enough.
 */
record VersionProbe(VersionProcesses versions, Consumer<Duration> pause) {

    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final int CHECKS = 4;
    private static final int ENDS = 2;

    /** Reports whether no process of that version runs, in two checks. */
    boolean hasEnded(String version) throws CallFailed {
        for (int look = 1; !runs(version); look++) {
            if (look == ENDS) {
                return true;
            }
            pause.accept(BETWEEN);
        }
        return false;
    }

    private boolean runs(String version) throws CallFailed {
        return versions.find(version).filter(VersionProcesses.Version::isAlive).isPresent();
    }

    static boolean isHealthy(int port, String path) {
        return LoopbackHttp.get(port, path).filter(LoopbackHttp.Reply::isOk).isPresent();
    }

    /** Why it does not serve, human-readable; empty if it does. */
    Optional<String> down(String version, int port, String path) throws CallFailed {
        int ends = 0;
        for (int check = 1; check <= CHECKS; check++) {
            if (isHealthy(port, path)) {
                return Optional.empty();
            }
            ends = runs(version) ? 0 : ends + 1;
            if (ends == ENDS) {
                return Optional.of(ended(version));
            }
            if (check < CHECKS) {
                pause.accept(BETWEEN);
            }
        }
        return Optional.of(
                version + " runs, and " + path + " on port " + port + " did not answer 200 in " + CHECKS + " checks");
    }

    String ended(String version) {
        return "the process of " + version + " has ended; its log is " + versions.log(version);
    }
}
