package io.nightshift.kubernetes.workload;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ObjectKind;

/**
 * The number of pods that a rollout may remove at once.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy">Kubernetes: strategy</a>
 */
final class Unavailable {

    private Unavailable() {}

    /** The number of replicas that stay available throughout; the other kinds replace one pod after the other by default. */
    static int keeps(ObjectKind kind, View strategy, int replicas) throws JsonException {
        if (strategy.at("type").textOr("RollingUpdate").equals("Recreate")) {
            return 0;
        }
        boolean deployment = kind == ObjectKind.DEPLOYMENT;
        var rolling = strategy.at("rollingUpdate");
        int surge = count(rolling.at("maxSurge").textOr(deployment ? "25%" : "0"), rolling, replicas, true);
        int unavailable =
                count(rolling.at("maxUnavailable").textOr(deployment ? "25%" : "1"), rolling, replicas, !deployment);
        // Both may be rounded to zero; then the controller removes one, because otherwise it would never proceed.
        return Math.max(0, replicas - (surge == 0 && unavailable == 0 ? 1 : unavailable));
    }

    /** A number, or a percentage that is rounded up for the surge; a deployment rounds the unavailable pods down. */
    private static int count(String text, View value, int replicas, boolean up) throws JsonException {
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
