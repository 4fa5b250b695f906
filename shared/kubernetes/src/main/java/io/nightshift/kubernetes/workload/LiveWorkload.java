package io.nightshift.kubernetes.workload;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ListQuery;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One deployment, stateful set or daemon set of a cluster, and the calls that query and change it. */
public record LiveWorkload(ObjectRef ref) {

    /** Revisions repeat the whole template: with its revision history a deployment has eleven. */
    private static final int PAGE = 20;

    public Optional<WorkloadState> find() throws CallFailed {
        var found = ref.find();
        return found.isEmpty() ? Optional.empty() : Optional.of(read(found.get()));
    }

    public WorkloadState get() throws CallFailed {
        return read(ref.get());
    }

    private WorkloadState read(View object) throws CallFailed {
        return ObjectRef.read(object, json -> WorkloadState.read(ref.kind(), json));
    }

    /** Only those that it controls itself: others may carry the same labels. */
    public List<WorkloadRevision> revisions(WorkloadState live) throws CallFailed {
        var query = ListQuery.labels(live.selector()).inPagesOf(PAGE);
        var all = new ArrayList<>(
                ref.kind() == ObjectKind.DEPLOYMENT
                        ? ref.list(ObjectKind.REPLICA_SET, query, WorkloadRevision::ofReplicaSet)
                        : ref.list(ObjectKind.CONTROLLER_REVISION, query, WorkloadRevision::ofControllerRevision));
        all.removeIf(one -> !one.owner().equals(live.uid()));
        return all;
    }

    /** The state before an act, with a capsule made of it. */
    public LiveState look(Capsule capsule) throws CallFailed {
        var live = find();
        return live.isEmpty()
                ? new LiveState.Unreadable(ref.gone())
                : ActionExecution.found(live.get().labels(), live.get().group(toString()), capsule.of(live.get()));
    }

    /** Makes a capsule. */
    @FunctionalInterface
    public interface Capsule {
        Json.Obj of(WorkloadState live) throws CallFailed;
    }

    /** {@code deployment shop/frontend}. */
    public String label() {
        return ref.label();
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
