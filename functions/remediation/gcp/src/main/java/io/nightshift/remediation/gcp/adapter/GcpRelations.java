package io.nightshift.remediation.gcp.adapter;

import com.google.api.services.compute.model.Instance;
import com.google.api.services.compute.model.ManagedInstance;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.RelatedResources;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The resources that are related to a subject in its project. */
record GcpRelations(GcpApis apis, Resource subject) {

    /** The permissions to find the targets of a relation. */
    static final Map<Relation, List<String>> PERMISSIONS = Map.of(
            Relation.UNHEALTHY_TARGETS, List.of("compute.instanceGroupManagers.get"),
            Relation.INSTANCES, List.of("compute.instanceGroupManagers.get"),
            Relation.GROUP, List.of("compute.instances.get"),
            Relation.TAGGED, List.of("compute.instances.list"));

    Observed find(Relation relation, View with) throws CallFailed, JsonException {
        return switch (relation) {
            case UNHEALTHY_TARGETS -> members(relation, member -> GcpHealthChecks.health(member) == Health.UNWELL);
            case INSTANCES -> members(relation, member -> true);
            case GROUP -> group();
            case TAGGED -> tagged(with.at("kind").text(), with.at("tag").text());
            case OWNER, NODE -> none(relation);
        };
    }

    private Observed none(Relation relation) {
        return new Observed.NotSeen(
                Problem.permanent("NoRelation", "a " + subject.kind() + " has no " + relation.id()));
    }

    private Observed members(Relation relation, Predicate<ManagedInstance> which) throws CallFailed {
        if (!subject.kind().equals(Kinds.INSTANCE_GROUP)) {
            return none(relation);
        }
        var group = ComputeCalls.group(subject);
        if (apis.compute().group(group).isEmpty()) {
            return missing("instance group");
        }
        return found(
                Kinds.GCE_INSTANCE,
                apis.compute().members(group).stream()
                        .filter(which)
                        .map(ManagedInstanceGroup::resourceName)
                        .toList());
    }

    private Observed group() throws CallFailed {
        var project = subject.origin().account();
        var instance = apis.compute().instance(project, subject.name());
        return instance.isEmpty()
                ? missing("instance")
                : found(
                        Kinds.INSTANCE_GROUP,
                        ManagedInstanceGroup.of(project, instance.get()).stream()
                                .map(group -> group.location() + "/" + group.name())
                                .toList());
    }

    /** The instances of the project, in all of its zones. */
    private Observed tagged(String kind, String label) throws CallFailed {
        if (!kind.equals(Kinds.GCE_INSTANCE)) {
            return new Observed.NotSeen(Problem.permanent("BadKind", "nothing here finds a " + kind + " by a label"));
        }
        var instances = apis.compute().filtered(subject.origin().account(), filter(label));
        return found(kind, instances.stream().map(GcpRelations::name).toList());
    }

    /** @see <a href="https://cloud.google.com/compute/docs/reference/rest/v1/instances/aggregatedList">filter expressions</a> */
    private static String filter(String label) {
        int equals = label.indexOf('=');
        return equals < 0
                ? "labels." + label + ":*"
                : "labels." + label.substring(0, equals) + "=\"" + label.substring(equals + 1) + "\"";
    }

    /** {@code ZONE/NAME}. */
    private static String name(Instance instance) {
        var zone = String.valueOf(instance.getZone());
        return zone.substring(zone.lastIndexOf('/') + 1) + "/" + instance.getName();
    }

    private Observed missing(String what) {
        return new Observed.NotSeen(ActionExecution.notFound(what + " " + subject.name()));
    }

    private Observed found(String kind, Collection<String> names) {
        return RelatedResources.seen(names.stream()
                .map(name -> new Resource(subject.origin(), kind, name))
                .toList());
    }
}
