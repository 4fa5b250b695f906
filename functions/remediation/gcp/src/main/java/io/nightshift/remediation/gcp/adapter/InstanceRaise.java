package io.nightshift.remediation.gcp.adapter;

import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServiceScaling.ScalingMode;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.run.RunCalls;
import io.nightshift.gcp.run.RunEdit;
import io.nightshift.gcp.run.TrafficSplit;
import java.util.ArrayList;
import java.util.List;

/** Raises the instances, computed from the numbers in the capsule. */
record InstanceRaise(RunCalls run, Resource target, int by, int upTo) implements ActionExecution {

    @Override
    public LiveState before() throws CallFailed {
        var service = run.service(target);
        return service.isEmpty()
                ? new LiveState.Unreadable(RunCalls.gone(target))
                : ActionExecution.found(service.get().getLabelsMap(), capsule(service.get()));
    }

    private Json.Obj capsule(Service service) {
        var now = RunScale.of(service);
        var to = now.raised(by, upTo);
        var capsule = Json.obj().with("scale", now.toJson()).with("to", to.toJson());
        if (service.getScaling().getScalingMode() == ScalingMode.MANUAL) {
            return capsule.with(CANNOT, "the service is scaled by hand");
        }
        if (to.equals(now)) {
            return capsule.with(CANNOT, "the service is at the limit of " + upTo + " already");
        }
        return to.revision().equals(now.revision()) || TrafficSplit.of(service).followsLatest()
                ? capsule
                : capsule.with(CANNOT, "its traffic is pinned to revisions by name: the new numbers need a new one");
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return edit(View.of(capsule)).make();
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return edit(View.of(capsule)).probe();
    }

    private RunEdit edit(View capsule) throws JsonException {
        var from = RunScale.fromJson(capsule.at("scale"));
        var to = RunScale.fromJson(capsule.at("to"));
        return new RunEdit(
                run,
                target,
                service -> RunScale.of(service).reaches(to),
                service -> RunScale.of(service).equals(from),
                to::into,
                mask(from, to));
    }

    /** Only fields that differ: a template in the mask creates a new revision. */
    private static List<String> mask(RunScale from, RunScale to) {
        var mask = new ArrayList<String>();
        if (!from.service().equals(to.service())) {
            mask.add("scaling.min_instance_count");
            mask.add("scaling.max_instance_count");
        }
        if (!from.revision().equals(to.revision())) {
            mask.add("template.scaling");
            mask.add("template.revision");
        }
        return mask;
    }

    /** Restores the earlier numbers, if they are still as Nightshift set them. */
    static ActionExecution undo(RunCalls run, Resource target, Json.Obj capsule) {
        return new RunUndo(
                run,
                target,
                service -> Json.obj().with("scale", RunScale.of(service).toJson()),
                () -> {
                    var from = RunScale.fromJson(View.of(capsule).at("to"));
                    var to = RunScale.fromJson(View.of(capsule).at("scale"));
                    return new RunEdit(
                            run,
                            target,
                            service -> RunScale.of(service).equals(to),
                            service -> RunScale.of(service).equals(from),
                            to::into,
                            mask(from, to));
                });
    }
}
