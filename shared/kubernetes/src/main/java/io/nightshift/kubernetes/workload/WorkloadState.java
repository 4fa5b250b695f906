package io.nightshift.kubernetes.workload;

import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.RolloutStatus;
import io.nightshift.kubernetes.Selector;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The relevant fields of a workload.
 *
 * @param gone whether it is being deleted
 * @param paused whether people hold back the rollouts of a deployment
 * @param byHand whether new templates only reach pods that people delete (the strategy {@code OnDelete})
 * @param keeps how many pods its rollouts keep available: none with the strategy {@code Recreate}
 * @param selector of its replica sets, in query form
 */
public record WorkloadState(
        String uid,
        String resourceVersion,
        boolean gone,
        boolean paused,
        boolean byHand,
        int keeps,
        String selector,
        Map<String, String> labels,
        Map<String, String> annotations,
        PodTemplate template,
        Map<String, String> templateAnnotations,
        RolloutStatus rollout) {

    /**
     * The controller increments it for each new template; until the controller has seen the new template, it belongs to the
     * previous one.
     */
    static final String REVISION = "deployment.kubernetes.io/revision";

    static WorkloadState read(ObjectKind kind, View json) throws JsonException {
        var metadata = json.at("metadata");
        var spec = json.at("spec");
        var rollout = RolloutStatus.read(kind, json);
        var strategy = spec.at(kind == ObjectKind.DEPLOYMENT ? "strategy" : "updateStrategy");
        return new WorkloadState(
                metadata.at("uid").nonBlank(),
                metadata.at("resourceVersion").nonBlank(),
                metadata.at("deletionTimestamp").exists(),
                spec.at("paused").boolOr(false),
                strategy.at("type").textOr("").equals("OnDelete"),
                Unavailable.keeps(kind, strategy, rollout.replicas()),
                Selector.query(spec.at("selector")),
                metadata.at("labels").texts(),
                metadata.at("annotations").texts(),
                new PodTemplate(spec.at("template").object()),
                spec.at("template", "metadata", "annotations").texts(),
                rollout);
    }

    public OptionalLong revision() {
        return revision(annotations);
    }

    static OptionalLong revision(Map<String, String> annotations) {
        var text = annotations.getOrDefault(REVISION, "");
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** Why no act that creates pods is possible; empty if it is. */
    public Optional<String> cannot() {
        if (gone) {
            return Optional.of("it is being deleted");
        }
        if (paused) {
            return Optional.of("its rollout is paused; resume it first (kubectl rollout resume)");
        }
        if (byHand) {
            return Optional.of("its update strategy is OnDelete: only pods that are deleted get a new template");
        }
        return rollout.replicas() == 0 ? Optional.of("it is scaled to zero") : Optional.empty();
    }

    /**
     * Its pods as a group, with the health at a rollout's worst moment. Of the pods that serve now, only those that a rollout
     * keeps count as healthy, plus the one that counts as the target of the act.
     */
    public Optional<Group> group(String id) {
        int replicas = rollout.replicas();
        int healthy = Math.min(rollout.available(), Math.min(replicas, keeps + 1));
        return replicas == 0
                ? Optional.empty()
                : Optional.of(new Group(id, replicas, healthy, rollout.available() >= replicas));
    }

    /** The same for an act on a single pod of it: all pods that serve now count as healthy. */
    public Optional<Group> pods(String id, boolean targetHealthy) {
        int replicas = rollout.replicas();
        return replicas == 0
                ? Optional.empty()
                : Optional.of(new Group(id, replicas, Math.min(rollout.available(), replicas), targetHealthy));
    }
}
