package io.nightshift.kubernetes.deployment;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * The number of pods that a rollout may remove at once.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy">Kubernetes: strategy</a>
 */
final class Unavailable {

    private static final String DEFAULT = "25%";

    private Unavailable() {}

    /** The number of replicas that stay available throughout. */
    static int keeps(View strategy, int replicas) throws JsonException {
        if (strategy.at("type").textOr("RollingUpdate").equals("Recreate")) {
            return 0;
        }
        int surge = count(strategy.at("rollingUpdate", "maxSurge"), replicas, true);
        int unavailable = count(strategy.at("rollingUpdate", "maxUnavailable"), replicas, false);
        // Both may be rounded to zero; then the controller removes one, because otherwise it would never proceed.
        return Math.max(0, replicas - (surge == 0 && unavailable == 0 ? 1 : unavailable));
    }

    /** A number, or a percentage that is rounded up for the surge and down for the unavailable pods. */
    private static int count(View value, int replicas, boolean up) throws JsonException {
        var text = value.textOr(DEFAULT);
        if (!text.matches("[0-9]{1,9}|[0-9]{1,3}%")) {
            throw value.wrong("a number of pods or a percentage");
        }
        if (!text.endsWith("%")) {
            return Integer.parseInt(text);
        }
        long hundredths = (long) replicas * Integer.parseInt(text.substring(0, text.length() - 1));
        return (int) (up ? Math.ceilDiv(hundredths, 100) : hundredths / 100);
    }
}
