package io.nightshift.kubernetes.workload;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.kubernetes.Patch;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * New pods by the workload's own rolling update, started in the same way as {@code kubectl rollout restart}: by an
 * annotation of the pod template. Next to the time is the key of the act, which identifies Nightshift's restarts.
 */
public record WorkloadRestart(LiveWorkload target, InstantSource clock) implements ActionExecution {

    /** Throws {@link CallFailed} if the workload is out of scope. */
    public static WorkloadRestart of(KubernetesScope scope, Resource workload, InstantSource clock) throws CallFailed {
        return new WorkloadRestart(new LiveWorkload(scope.object(workload)), clock);
    }

    @Override
    public LiveState before() throws CallFailed {
        return target.look(WorkloadRestart::capsule);
    }

    private static Json.Obj capsule(WorkloadState live) {
        var capsule = Json.obj().with("template", live.template().hash());
        return live.cannot().map(why -> capsule.with(CANNOT, why)).orElse(capsule);
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return edit(key, capsule).make();
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return ActionExecution.happened(edit(key, capsule).isDone());
    }

    /** UNKNOWN while its pods are replaced. */
    public Health state() throws CallFailed {
        return target.get().rollout().health();
    }

    private WorkloadEdit edit(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        return new WorkloadEdit(
                target,
                View.of(capsule).at("template").text(),
                live -> key.token().equals(live.templateAnnotations().get(PodTemplate.ACT)),
                live -> Patch.merge(live.resourceVersion(), marked(key)));
    }

    private Json.Obj marked(IdempotencyKey key) {
        var annotations = Json.obj()
                .with(
                        PodTemplate.RESTARTED_AT,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .with(PodTemplate.ACT, key.token());
        return Json.obj()
                .with("template", Json.obj().with("metadata", Json.obj().with("annotations", annotations)));
    }
}
