package io.nightshift.kubernetes.workload;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A replica set of a deployment: one of its revisions, with its template.
 *
 * @param owner the uid of its controller
 * @param revision 0 if it has none
 */
public record ReplicaSet(String name, String uid, String owner, long revision, Instant created, PodTemplate template) {

    /** The order of creation; within one second the name decides, as in {@code kubectl}. */
    private static final Comparator<ReplicaSet> AGE =
            Comparator.comparing(ReplicaSet::created).thenComparing(ReplicaSet::name);

    static ReplicaSet read(View json) throws JsonException {
        var metadata = json.at("metadata");
        return new ReplicaSet(
                metadata.at("name").nonBlank(),
                metadata.at("uid").nonBlank(),
                controller(metadata),
                WorkloadState.revision(metadata.at("annotations").texts()).orElse(0),
                time(metadata.at("creationTimestamp")),
                new PodTemplate(json.at("spec", "template").object()));
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

    /** The replica set of a deployment's current template: the oldest of those that are equal, like in the controller. */
    public static Optional<ReplicaSet> of(WorkloadState deployment, List<ReplicaSet> all) {
        var template = deployment.template().withoutHash();
        return all.stream()
                .filter(set -> set.template().withoutHash().equals(template))
                .min(AGE);
    }

    /**
     * The previous revision: the last one that was created before the current one and runs something else.
     * {@code kubectl rollout undo} uses only the number: after a restart this leads to the same image again, and after a
     * rollback to the version that was rolled back.
     */
    public static Optional<ReplicaSet> before(ReplicaSet present, List<ReplicaSet> all) {
        return all.stream()
                .filter(set -> set.revision() > 0 && set.revision() < present.revision())
                .filter(set -> AGE.compare(set, present) < 0)
                .filter(set -> !set.template().runsTheSameAs(present.template()))
                .max(Comparator.comparingLong(ReplicaSet::revision));
    }

    /** The part that a capsule keeps; never the template. */
    public Json.Obj toJson() {
        return Json.obj().with("replicaSet", name).with("uid", uid).with("revision", revision);
    }
}
