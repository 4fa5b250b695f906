package io.nightshift.remediation.gcp.adapter;

import com.google.api.services.compute.model.Instance;
import com.google.api.services.compute.model.ManagedInstance;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code recreateInstances} under a request id made of the act's key. Compute Engine remembers request ids for an hour; after
 * that, a different instance id of the member with that name shows that it happened.
 */
record InstanceRecreation(ComputeCalls compute, Resource target) implements ActionExecution {

    private static final String RECREATING = "RECREATING";

    @Override
    public LiveState before() throws CallFailed {
        var found = find();
        if (found.isEmpty()) {
            return ActionExecution.missing("instance " + target.name());
        }
        var instance = found.get();
        var labels = instance.getLabels() == null ? Map.<String, String>of() : Map.copyOf(instance.getLabels());
        var mig = ManagedInstanceGroup.of(target.origin().account(), instance);
        return mig.isEmpty()
                ? ActionExecution.found(labels, alone(instance))
                : ActionExecution.found(
                        labels,
                        Optional.of(mig.get().numbers(compute.members(mig.get()), path(instance))),
                        capsule(mig.get(), instance));
    }

    /** A node of GKE is named {@code CLUSTER/NODE}; its machine has the name of the node. */
    private Optional<Instance> find() throws CallFailed {
        var project = target.origin().account();
        return target.kind().equals(Kinds.GKE_NODE)
                ? compute.filtered(project, "name=\"" + end(target.name()) + "\"").stream()
                        .findFirst()
                : compute.instance(project, target.name());
    }

    private static String end(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The managed group of the instance, if it is in one. */
    Optional<Group> group() throws CallFailed {
        return before() instanceof LiveState.Known(var ignored, var group, var capsule) ? group : Optional.empty();
    }

    private Json.Obj alone(Instance instance) {
        return state(instance).with(CANNOT, "the instance is in no managed group: nothing would take its place");
    }

    private Json.Obj capsule(ManagedInstanceGroup mig, Instance instance) {
        return state(instance)
                .with("location", mig.location())
                .with("group", mig.name())
                .with("member", path(instance));
    }

    private static Json.Obj state(Instance instance) {
        return Json.obj()
                .with("id", String.valueOf(instance.getId()))
                .with("status", String.valueOf(instance.getStatus()));
    }

    /** By the name under which it was found: the target may name it by its numeric id. */
    private String path(Instance instance) {
        var zone = target.kind().equals(Kinds.GKE_NODE)
                ? end(String.valueOf(instance.getZone()))
                : target.name().substring(0, target.name().indexOf('/'));
        return "zones/" + zone + "/instances/" + instance.getName();
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        var view = View.of(capsule);
        var mig = mig(view);
        var member = view.at("member").text();
        var id = view.at("id").text();
        if (recreated(mig, member, id)) {
            return ActionExecution.already();
        }
        return ActionExecution.changing(
                () -> compute.recreate(mig, member, requestId(key)), () -> recreated(mig, member, id));
    }

    /** A UUID made of the key: a repeated call with it gives the same operation. */
    static String requestId(IdempotencyKey key) {
        return UUID.nameUUIDFromBytes(key.token().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        var view = View.of(capsule);
        return view.at("group").exists()
                ? ActionExecution.happened(recreated(
                        mig(view), view.at("member").text(), view.at("id").text()))
                : Probed.NOT_HAPPENED;
    }

    private ManagedInstanceGroup mig(View capsule) throws JsonException {
        return new ManagedInstanceGroup(
                target.origin().account(),
                capsule.at("location").text(),
                capsule.at("group").text());
    }

    private boolean recreated(ManagedInstanceGroup mig, String path, String id) throws CallFailed {
        return compute.members(mig).stream()
                .filter(member -> ManagedInstanceGroup.path(member).equals(path))
                .anyMatch(member -> RECREATING.equals(member.getCurrentAction()) || other(member, id));
    }

    private static boolean other(ManagedInstance member, String id) {
        return member.getId() != null && !id.equals(String.valueOf(member.getId()));
    }
}
