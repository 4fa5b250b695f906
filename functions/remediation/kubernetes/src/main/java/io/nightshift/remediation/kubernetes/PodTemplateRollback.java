package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.Patch;
import io.nightshift.kubernetes.workload.LiveWorkload;
import io.nightshift.kubernetes.workload.PodTemplate;
import io.nightshift.kubernetes.workload.WorkloadEdit;
import io.nightshift.kubernetes.workload.WorkloadRevision;
import io.nightshift.kubernetes.workload.WorkloadState;
import java.util.Map;
import java.util.TreeMap;

/**
 * Restores the pod template of the previous revision, as {@code kubectl rollout undo} does. A workload whose template
 * changed since the query is left alone: the new template did not cause the alarm.
 */
record PodTemplateRollback(LiveWorkload target) implements ActionExecution {

    private static final String TEMPLATE = "template";

    @Override
    public LiveState before() throws CallFailed {
        return target.look(this::capsule);
    }

    private Json.Obj capsule(WorkloadState live) throws CallFailed {
        var capsule = Json.obj().with(TEMPLATE, live.template().hash());
        var cannot = live.cannot();
        if (cannot.isPresent()) {
            return capsule.with(CANNOT, cannot.get());
        }
        var all = target.revisions(live);
        var present = WorkloadRevision.of(target.ref().kind(), live, all);
        if (present.isEmpty()) {
            throw new CallFailed(Problem.transientFault(
                    "NotObserved", "the controller of " + target.label() + " has not seen its newest template yet"));
        }
        var from = capsule.with("from", present.get().toJson());
        return WorkloadRevision.before(present.get(), all)
                .map(to -> from.with("to", to.toJson())
                        .with("toTemplate", to.template().withoutHash().hash()))
                .orElseGet(() -> from.with(CANNOT, "it has no revision before this one that runs something else"));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        var view = View.of(capsule);
        var made = move(key, view.at("to"), view.at(TEMPLATE), view.at("toTemplate"))
                .make();
        return made instanceof Performed.Done done
                ? new StuckPods(target, view.at("from", "name").text()).delete(done)
                : made;
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        var view = View.of(capsule);
        return ActionExecution.happened(move(key, view.at("to"), view.at(TEMPLATE), view.at("toTemplate"))
                        .isDone()
                && new StuckPods(target, view.at("from", "name").text()).find().isEmpty());
    }

    /** @param to the revision whose template is used, with the hashes of the current and the desired template */
    private WorkloadEdit move(IdempotencyKey key, View to, View template, View wanted) throws JsonException {
        var hash = wanted.text();
        var set = new Kept(to.at("uid").text(), "revision " + to.at("revision").integer());
        return new WorkloadEdit(
                target,
                template.text(),
                live -> key.token().equals(live.annotations().get(PodTemplate.ACT))
                        || live.template().hash().equals(hash),
                live -> patch(key, live, set));
    }

    /** A revision in a capsule. */
    private record Kept(String uid, String label) {}

    private Patch patch(IdempotencyKey key, WorkloadState live, Kept kept) throws CallFailed {
        for (var set : target.revisions(live)) {
            if (set.uid().equals(kept.uid())) {
                return Patch.operations(
                        live.resourceVersion(),
                        Patch.set(
                                "replace",
                                "/spec/template",
                                set.template().withoutHash().json()),
                        annotations(
                                live,
                                Map.of(
                                        PodTemplate.ACT,
                                        key.token(),
                                        "kubernetes.io/change-cause",
                                        "nightshift: back to " + kept.label())));
            }
        }
        throw new CallFailed(ActionExecution.notFound(
                kept.label() + " of " + target.label() + " (its revisionHistoryLimit says how many are kept)"));
    }

    /** All of them: a stateful set may have none yet. */
    private static Json.Obj annotations(WorkloadState live, Map<String, String> more) {
        var all = new TreeMap<>(live.annotations());
        all.putAll(more);
        return Patch.set("add", "/metadata/annotations", Json.strings(all));
    }

    /** Restores the template from before the rollback, if the workload still has the one that Nightshift set. */
    record Undo(LiveWorkload target, Json.Obj back) implements ActionExecution {
        @Override
        public LiveState before() throws CallFailed {
            return target.look(live -> Json.obj().with(TEMPLATE, live.template().hash()));
        }

        @Override
        public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
            return edit(key).make();
        }

        @Override
        public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
            return ActionExecution.happened(edit(key).isDone());
        }

        private WorkloadEdit edit(IdempotencyKey key) throws JsonException {
            var view = View.of(back);
            return new PodTemplateRollback(target).move(key, view.at("from"), view.at("toTemplate"), view.at(TEMPLATE));
        }
    }
}
