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
 * @param conditions status and reason ({@code True/NewReplicaSetAvailable}) by type; only deployments have some
 */
public record RolloutStatus(
        boolean observed, int replicas, int existing, int updated, int available, Map<String, String> conditions) {

    /** Of a deployment. */
    public static RolloutStatus read(View deployment) throws JsonException {
        return read(ObjectKind.DEPLOYMENT, deployment);
    }

    public static RolloutStatus read(ObjectKind kind, View workload) throws JsonException {
        var status = workload.at("status");
        boolean observed = workload.at("metadata", "generation").integer()
                <= status.at("observedGeneration").integerOr(0);
        if (kind == ObjectKind.DAEMON_SET) {
            int wanted = number(status.at("desiredNumberScheduled"), 0);
            int existing = number(status.at("currentNumberScheduled"), 0);
            int updated = rolls(workload) ? number(status.at("updatedNumberScheduled"), 0) : existing;
            return new RolloutStatus(
                    observed, wanted, existing, updated, number(status.at("numberAvailable"), 0), Map.of());
        }
        int existing = number(status.at("replicas"), 0);
        boolean all = kind == ObjectKind.DEPLOYMENT || rolls(workload);
        return new RolloutStatus(
                observed,
                number(workload.at("spec", "replicas"), 1),
                existing,
                all ? number(status.at("updatedReplicas"), 0) : existing,
                number(status.at("availableReplicas"), 0),
                conditions(status));
    }

    private static Map<String, String> conditions(View status) throws JsonException {
        var conditions = new TreeMap<String, String>();
        for (var condition : status.at("conditions").items()) {
            conditions.put(
                    condition.at("type").text(),
                    condition.at("status").text() + "/" + condition.at("reason").textOr(""));
        }
        return conditions;
    }

    /** Reports whether a set gives a new template to all of its pods; otherwise old ones are meant to stay. */
    private static boolean rolls(View set) throws JsonException {
        var strategy = set.at("spec", "updateStrategy");
        return !strategy.at("type").textOr("").equals("OnDelete")
                && strategy.at("rollingUpdate", "partition").integerOr(0) == 0;
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
     * distinguished from a crash. The other kinds have neither deadline nor conditions: they are unhealthy if a pod does not
     * serve although all have the current template.
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
        if (conditions.isEmpty()) {
            return through() ? Health.UNWELL : Health.UNKNOWN;
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
