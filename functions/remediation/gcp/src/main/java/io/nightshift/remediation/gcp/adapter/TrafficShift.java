package io.nightshift.remediation.gcp.adapter;

import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.Service;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Shifts all traffic to the last good revision before the newest serving one. If the newest has only a share (a canary), the
 * next older serving revision is known good and gets everything; else the newest older revision that is ready.
 */
record TrafficShift(RunCalls run, Resource target) implements ActionExecution {

    private static final List<String> MASK = List.of("traffic");

    @Override
    public LiveState before() throws CallFailed {
        var service = run.service(target);
        return service.isEmpty()
                ? new LiveState.Unreadable(RunCalls.gone(target))
                : ActionExecution.found(service.get().getLabelsMap(), capsule(service.get()));
    }

    private Json.Obj capsule(Service service) throws CallFailed {
        var now = TrafficSplit.of(service);
        var serving =
                now.shares(RunCalls.shortName(service.getLatestReadyRevision())).keySet();
        var capsule = Json.obj()
                .with("traffic", now.toJson())
                .with("serving", Json.strings(serving))
                .with("etag", service.getEtag());
        return before(serving)
                .map(to ->
                        capsule.with("to", to).with("toTraffic", now.allTo(to).toJson()))
                .orElseGet(() -> capsule.with(CANNOT, "there is no ready revision before the one that serves"));
    }

    private Optional<String> before(Set<String> serving) throws CallFailed {
        var names = run.revisions(target).stream()
                .filter(revision -> RunCalls.ready(revision) || serving.contains(name(revision)))
                .toList();
        var older = names.stream()
                .dropWhile(revision -> !serving.contains(name(revision)))
                .skip(1)
                .filter(RunCalls::ready)
                .map(TrafficShift::name)
                .toList();
        return older.stream()
                .filter(serving::contains)
                .findFirst()
                .or(() -> older.stream().findFirst());
    }

    private static String name(Revision revision) {
        return RunCalls.shortName(revision.getName());
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
        return edit(TrafficSplit.fromJson(capsule.at("traffic")), TrafficSplit.fromJson(capsule.at("toTraffic")));
    }

    private RunEdit edit(TrafficSplit from, TrafficSplit to) {
        return new RunEdit(
                run,
                target,
                service -> TrafficSplit.of(service).equals(to),
                service -> TrafficSplit.of(service).equals(from),
                service -> service.clearTraffic().addAllTraffic(to.wire()),
                MASK);
    }

    /** Restores the earlier split, if it is still as Nightshift set it. */
    static ActionExecution undo(RunCalls run, Resource target, Json.Obj capsule) {
        return new RunUndo(
                run,
                target,
                service -> Json.obj().with("traffic", TrafficSplit.of(service).toJson()),
                () -> {
                    var view = View.of(capsule);
                    return new TrafficShift(run, target)
                            .edit(
                                    TrafficSplit.fromJson(view.at("toTraffic")),
                                    TrafficSplit.fromJson(view.at("traffic")));
                });
    }
}
