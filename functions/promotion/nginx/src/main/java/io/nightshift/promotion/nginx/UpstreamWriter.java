package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Changes an upstream file and makes nginx load it: tested first, restored if refused, done when nginx reports that it runs
 * it.
 */
record UpstreamWriter(UpstreamFolder files, NginxControl nginx, Consumer<Duration> pause) {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final int LOOKS = 500;

    /**
     * For 100 ms nginx lets new and old workers accept connections side by side, so a single response may come from either.
     */
    private static final int IN_A_ROW = 10;

    /** @param drain whether to wait also for the workers from before; a repetition waits again */
    void run(UpstreamFile wanted, boolean drain) throws CallFailed {
        var before = files.text(wanted.name());
        if (!before.equals(wanted.text())) {
            replace(wanted, before);
        } else if (!drain && runs(wanted)) {
            return;
        }
        var draining = nginx.reload(wanted.port());
        if (drain) {
            await(wanted, draining, 1);
        } else {
            await(wanted, () -> true, IN_A_ROW);
        }
    }

    private void replace(UpstreamFile wanted, String before) throws CallFailed {
        files.write(wanted.name(), wanted.text());
        var refused = nginx.refuses();
        if (refused.isPresent()) {
            files.write(wanted.name(), before);
            throw new CallFailed(Problem.permanent("NginxRefused", refused.get()));
        }
    }

    private boolean runs(UpstreamFile wanted) {
        return nginx.running(wanted.port()).equals(Optional.of(wanted.generation()));
    }

    /** @param needed the number of consecutive responses that must come from the new configuration */
    private void await(UpstreamFile wanted, NginxControl.Draining draining, int needed) throws CallFailed {
        int inARow = 0;
        for (int look = 0; look < LOOKS; look++) {
            inARow = draining.isDone() && runs(wanted) ? inARow + 1 : 0;
            if (inARow == needed) {
                return;
            }
            pause.accept(LOOK_AGAIN);
        }
        throw new CallFailed(
                Problem.uncertain("NotTaken", "nginx was told and does not run the shares of " + wanted.name()));
    }
}
