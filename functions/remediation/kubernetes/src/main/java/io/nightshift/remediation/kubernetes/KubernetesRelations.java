package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.RelatedResources;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.ListQuery;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * The objects that are related to a subject in its cluster.
 *
 * @param ref the subject's object
 */
record KubernetesRelations(ObjectRef ref, Resource subject) {

    Observed find(Relation relation, View with) throws CallFailed, JsonException {
        return switch (relation) {
            case OWNER -> found(owner());
            case NODE -> found(node());
            case TAGGED -> tagged(with.at("kind").text(), with.at("tag").text());
            case UNHEALTHY_TARGETS, INSTANCES, GROUP ->
                new Observed.NotSeen(
                        Problem.permanent("NoRelation", "a " + subject.kind() + " has no " + relation.id()));
        };
    }

    private static Observed found(Optional<Resource> one) {
        return RelatedResources.seen(one.stream().toList());
    }

    /** The workload of a pod, also of one that was replaced. */
    Optional<Resource> owner() throws CallFailed {
        var found = ref.find();
        var workload = found.isPresent() ? PodOwner.workload(ref, found.get()) : ReplacedPod.workload(ref);
        if (workload.isEmpty() && found.isEmpty()) {
            throw new CallFailed(ref.gone());
        }
        return workload.map(owner -> resource(owner.kind(), owner.toString()));
    }

    /** Empty if the pod is not scheduled yet. */
    private Optional<Resource> node() throws CallFailed {
        var name = ObjectRef.read(ref.get(), pod -> pod.at("spec", "nodeName").textOr(""));
        return name.isEmpty() ? Optional.empty() : Optional.of(resource(ObjectKind.NODE, name));
    }

    /** A label of objects in the namespace of the subject. */
    private Observed tagged(String kind, String label) throws CallFailed {
        var wanted = ObjectKind.of(new Resource(subject.origin(), kind, ""))
                .filter(one -> one.namespaced() && !ref.namespace().isEmpty());
        if (wanted.isEmpty()) {
            return new Observed.NotSeen(Problem.permanent(
                    "BadKind", "nothing here finds a " + kind + " by a label next to " + subject.label()));
        }
        List<String> names = ref.list(
                wanted.get(),
                ListQuery.labels(label),
                object -> object.at("metadata", "name").nonBlank());
        return RelatedResources.seen(names.stream()
                .map(name -> resource(wanted.get(), ref.namespace() + "/" + name))
                .toList());
    }

    /** In the form of the subject's own name, which begins with the cluster in GKE. */
    private Resource resource(ObjectKind kind, String name) {
        var gke = subject.kind().startsWith("gke:");
        var cluster = gke ? subject.name().substring(0, subject.name().indexOf('/') + 1) : "";
        return new Resource(subject.origin(), kind.beside(subject), cluster + name);
    }
}
