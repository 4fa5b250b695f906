package io.nightshift.kubernetes.workload;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ObjectKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A revision of a workload, with its template: a replica set of a deployment, or a controller revision of a stateful set or daemon
 * set.
 *
 * @param owner the uid of its controller
 * @param revision 0 if it has none
 */
public record WorkloadRevision(
        String name, String uid, String owner, long revision, Instant created, PodTemplate template) {

    /** The order of creation; within one second the name decides, as in {@code kubectl}. */
    private static final Comparator<WorkloadRevision> AGE =
            Comparator.comparing(WorkloadRevision::created).thenComparing(WorkloadRevision::name);

    static WorkloadRevision ofReplicaSet(View json) throws JsonException {
        long revision = WorkloadState.revision(
                        json.at("metadata", "annotations").texts())
                .orElse(0);
        return read(json.at("metadata"), revision, json.at("spec", "template").object());
    }

    /** Its data is a strategic merge patch that replaces the template. */
    static WorkloadRevision ofControllerRevision(View json) throws JsonException {
        var members = new TreeMap<>(json.at("data", "spec", "template").object().members());
        members.remove("$patch");
        return read(json.at("metadata"), json.at("revision").integer(), new Json.Obj(members));
    }

    private static WorkloadRevision read(View metadata, long revision, Json.Obj template) throws JsonException {
        return new WorkloadRevision(
                metadata.at("name").nonBlank(),
                metadata.at("uid").nonBlank(),
                controller(metadata),
                revision,
                time(metadata.at("creationTimestamp")),
                new PodTemplate(template));
    }

    private static String controller(View metadata) throws JsonException {
        for (var owner : metadata.at("ownerReferences").items()) {
            if (owner.at("controller").boolOr(false)) {
                return owner.at("uid").text();
            }
        }
        return "";
    }

    private static Instant time(View value) throws JsonException {
        try {
            return Instant.parse(value.text());
        } catch (DateTimeException e) {
            throw value.wrong("a time");
        }
    }

    /**
     * The revision of the current template, if the controller has seen it. Of equal replica sets the oldest one is it; a controller
     * revision that is used again gets the highest number.
     */
    public static Optional<WorkloadRevision> of(ObjectKind kind, WorkloadState live, List<WorkloadRevision> all) {
        if (!live.rollout().observed()) {
            return Optional.empty();
        }
        if (kind != ObjectKind.DEPLOYMENT) {
            return all.stream().max(Comparator.comparingLong(WorkloadRevision::revision));
        }
        var template = live.template().withoutHash();
        return all.stream()
                .filter(set -> set.template().withoutHash().equals(template))
                .min(AGE)
                .filter(set -> live.revision().orElse(-1) == set.revision());
    }

    /**
     * The previous revision: the last one that was created before the current one and runs something else.
     * {@code kubectl rollout undo} uses only the number: after a restart this leads to the same image again, and after a
     * rollback to the version that was rolled back.
     */
    public static Optional<WorkloadRevision> before(WorkloadRevision present, List<WorkloadRevision> all) {
        return all.stream()
                .filter(set -> set.revision() > 0 && set.revision() < present.revision())
                .filter(set -> AGE.compare(set, present) < 0)
                .filter(set -> !set.template().runsTheSameAs(present.template()))
                .max(Comparator.comparingLong(WorkloadRevision::revision));
    }

    /** The part that a capsule keeps; never the template. */
    public Json.Obj toJson() {
        return Json.obj().with("name", name).with("uid", uid).with("revision", revision);
    }
}
