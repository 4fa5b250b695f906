package io.nightshift.kubernetes;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Map;
import java.util.TreeMap;

/**
 * The progress of a rollout, by the numbers that {@code kubectl rollout status} uses.
 *
 * @param observed whether the controller has seen the current deployment; otherwise its status is outdated
 * @param replicas the desired number of pods
 * @param existing how many there are, of any template
 * @param updated how many there are of the current template
 * @param available how many serve, of any template
 * @param conditions status and reason ({@code True/NewReplicaSetAvailable}) by type
 */
public record RolloutStatus(
        boolean observed, int replicas, int existing, int updated, int available, Map<String, String> conditions) {

    public static RolloutStatus read(View deployment) throws JsonException {
        var status = deployment.at("status");
        var conditions = new TreeMap<String, String>();
        for (var condition : status.at("conditions").items()) {
            conditions.put(
                    condition.at("type").text(),
                    condition.at("status").text() + "/" + condition.at("reason").textOr(""));
        }
        return new RolloutStatus(
                deployment.at("metadata", "generation").integer()
                        <= status.at("observedGeneration").integerOr(0),
                number(deployment.at("spec", "replicas"), 1),
                number(status.at("replicas"), 0),
                number(status.at("updatedReplicas"), 0),
                number(status.at("availableReplicas"), 0),
                conditions);
    }

    private static int number(View value, int otherwise) throws JsonException {
        long number = value.integerOr(otherwise);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw value.wrong("a number of pods");
        }
        return (int) number;
    }

    /**
     * A deployment that is being rolled out has until its progress deadline. A deployment whose rollout is complete is
     * unhealthy if it serves less than its strategy allows; with one pod less it may be scaling up, which cannot be
     * distinguished from a crash.
     */
    public Health health() {
        if (!observed) {
            return Health.UNKNOWN;
        }
        if (progressing().equals("False/ProgressDeadlineExceeded")
                || conditions.getOrDefault("ReplicaFailure", "").startsWith("True/")) {
            return Health.UNWELL;
        }
        if (updated >= replicas && existing <= updated && available >= updated) {
            return Health.WELL;
        }
        boolean through = progressing().equals("True/NewReplicaSetAvailable");
        boolean serves = !conditions.getOrDefault("Available", "").startsWith("False/");
        return through && !serves ? Health.UNWELL : Health.UNKNOWN;
    }

    /** Reports whether all pods have the current template, healthy or not. */
    public boolean through() {
        return observed && updated >= replicas && existing <= updated;
    }

    private String progressing() {
        return conditions.getOrDefault("Progressing", "");
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("observed", observed)
                .with("replicas", replicas)
                .with("existing", existing)
                .with("updated", updated)
                .with("available", available)
                .with("conditions", Json.strings(conditions));
    }
}
