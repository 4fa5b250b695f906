package io.nightshift.core.decode;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The Kubernetes object that an alert's labels name: the workload before its pod, the pod before its node. Who owns a pod is never
 * guessed from the pod's name.
 */
record WorkloadLabels(AlertLabels labels) {

    private record Row(String label, String kind) {}

    private static final List<Row> WORKLOADS = List.of(
            new Row("deployment", Kinds.K8S_DEPLOYMENT),
            new Row("statefulset", Kinds.K8S_STATEFUL_SET),
            new Row("daemonset", Kinds.K8S_DAEMON_SET),
            new Row("job_name", Kinds.K8S_JOB),
            new Row("cronjob", Kinds.K8S_CRON_JOB),
            new Row("horizontalpodautoscaler", Kinds.K8S_AUTOSCALER),
            new Row("hpa", Kinds.K8S_AUTOSCALER),
            new Row("persistentvolumeclaim", Kinds.K8S_VOLUME_CLAIM));

    /** Labels that tell the kind of an owner, and those that tell its name. */
    private static final List<List<String>> OWNERS = List.of(
            List.of("created_by_kind", "created_by_name"),
            List.of("owner_kind", "owner_name"),
            List.of("workload_type", "workload"));

    Optional<Resource> resource() {
        return labels.value("namespace").flatMap(this::inside).or(this::node);
    }

    private Optional<Resource> inside(String namespace) {
        return workload(namespace)
                .or(() -> owner(namespace))
                .or(() -> labels.pod().map(pod -> named(Kinds.K8S_POD, namespace, pod)))
                .or(() -> labels.value("replicaset").map(set -> named(Kinds.K8S_REPLICA_SET, namespace, set)));
    }

    private Optional<Resource> workload(String namespace) {
        return WORKLOADS.stream()
                .flatMap(row -> labels.value(row.label()).map(name -> named(row.kind(), namespace, name)).stream())
                .findFirst();
    }

    private Optional<Resource> owner(String namespace) {
        for (var names : OWNERS) {
            var kind = labels.value(names.getFirst()).map(text -> "k8s:" + text.toLowerCase(Locale.ROOT));
            var name = labels.value(names.getLast());
            if (kind.filter(Kinds.OPEN::contains).isPresent() && name.isPresent()) {
                return Optional.of(named(kind.get(), namespace, name.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<Resource> node() {
        return labels.value("node").map(node -> new Resource(Origin.NOWHERE, Kinds.K8S_NODE, node));
    }

    private static Resource named(String kind, String namespace, String name) {
        return new Resource(Origin.NOWHERE, kind, namespace + "/" + name);
    }
}
