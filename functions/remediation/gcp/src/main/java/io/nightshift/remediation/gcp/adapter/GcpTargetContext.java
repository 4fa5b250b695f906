package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.run.RunCalls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the live labels and the group of any target, for actions that are not Google Cloud's own (a webhook, a statement in a
 * database): an owner's opt-out also applies to them. Resources for which Google Cloud returns no labels have none.
 */
public final class GcpTargetContext implements Function<Resource, LiveState> {

    /** The permissions to read the labels and the group of a target of that kind. */
    public static final Map<String, List<String>> PERMISSIONS = Map.of(
            Kinds.RUN_SERVICE,
            List.of("run.services.get"),
            Kinds.SQL_INSTANCE,
            List.of("cloudsql.instances.get"),
            Kinds.GCE_INSTANCE,
            List.of("compute.instances.get", "compute.instanceGroupManagers.get"));

    private static final LiveState NONE = new LiveState.Known(Map.of(), Optional.empty(), Json.obj());

    private final GcpScope places;
    private final GcpApis apis;

    public GcpTargetContext(GcpScope places, GcpApis apis) {
        this.places = places;
        this.apis = apis;
    }

    @Override
    public LiveState apply(Resource target) {
        if (target.origin().cloud() != Cloud.GCP) {
            return NONE;
        }
        try {
            places.check(target);
            return look(target);
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        }
    }

    private LiveState look(Resource target) throws CallFailed {
        return switch (target.kind()) {
            case Kinds.RUN_SERVICE ->
                apis.run()
                        .service(target)
                        .map(service -> ActionExecution.found(service.getLabelsMap(), Json.obj()))
                        .orElseGet(() -> new LiveState.Unreadable(RunCalls.gone(target)));
            case Kinds.SQL_INSTANCE ->
                apis.sql()
                        .instance(target)
                        .map(instance -> ActionExecution.found(SqlOperation.labels(instance), Json.obj()))
                        .orElseGet(() -> ActionExecution.missing("database " + target.name()));
            case Kinds.GCE_INSTANCE -> withoutCapsule(new InstanceRecreation(apis.compute(), target).before());
            default -> NONE;
        };
    }

    private static LiveState withoutCapsule(LiveState looked) {
        return switch (looked) {
            case LiveState.Known(var tags, var group, var ignored) -> ActionExecution.found(tags, group, Json.obj());
            case LiveState.Unreadable blind -> blind;
        };
    }
}
