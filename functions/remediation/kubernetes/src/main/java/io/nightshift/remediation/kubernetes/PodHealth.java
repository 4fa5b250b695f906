package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The health of a pod as its kubelet and the scheduler report it.
 *
 * @param waiting the reasons for which containers wait
 * @param restarted whether a container has ended before and was started again
 */
record PodHealth(
        String phase, boolean terminating, boolean ready, List<String> waiting, boolean restarted, boolean placed) {

    /** What passes by itself. */
    private static final Set<String> STARTING = Set.of("ContainerCreating", "PodInitializing");

    static PodHealth read(View pod) throws JsonException {
        var waiting = new ArrayList<String>();
        boolean restarted = false;
        for (var container : pod.at("status", "containerStatuses").items()) {
            var reason = container.at("state", "waiting", "reason").textOr("");
            if (!reason.isEmpty()) {
                waiting.add(reason);
            }
            restarted |= container.at("restartCount").integerOr(0) > 0;
        }
        return new PodHealth(
                pod.at("status", "phase").textOr("Unknown"),
                ObjectDeletion.isEnding(pod),
                ready(pod),
                List.copyOf(waiting),
                restarted,
                !condition(pod, "PodScheduled").equals("False"));
    }

    static boolean ready(View pod) throws JsonException {
        return condition(pod, "Ready").equals("True");
    }

    /** The status of a condition, of a pod or of a node; empty if it is not reported. */
    static String condition(View object, String type) throws JsonException {
        for (var condition : object.at("status", "conditions").items()) {
            if (condition.at("type").textOr("").equals(type)) {
                return condition.at("status").textOr("");
            }
        }
        return "";
    }

    /** A pod that starts for the first time, or that ends, is not unwell yet. */
    Health health() {
        if (terminating) {
            return Health.UNKNOWN;
        }
        return switch (phase) {
            case "Succeeded" -> Health.WELL;
            case "Failed", "Unknown" -> Health.UNWELL;
            default -> ready ? Health.WELL : notReady();
        };
    }

    private Health notReady() {
        boolean stuck = !placed || restarted || waiting.stream().anyMatch(reason -> !STARTING.contains(reason));
        return stuck ? Health.UNWELL : Health.UNKNOWN;
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("phase", phase)
                .with("ready", ready)
                .with("terminating", terminating)
                .with("restarted", restarted)
                .with("waiting", Json.strings(waiting));
    }
}
