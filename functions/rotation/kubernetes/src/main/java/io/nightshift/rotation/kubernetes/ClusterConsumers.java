package io.nightshift.rotation.kubernetes;

import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.kubernetes.workload.ExternalSecretRefresh;
import io.nightshift.kubernetes.workload.WorkloadRestart;
import io.nightshift.rotation.runtime.ConsumerRestart;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What restarts the consumers in clusters of Kubernetes, and refreshes the copies of External Secrets there. */
public final class ClusterConsumers {

    private ClusterConsumers() {}

    /** By the kind of the consumer. */
    public static Map<String, ConsumerRestart> restarts(KubernetesScope scope, InstantSource clock) {
        var restarts = new HashMap<String, ConsumerRestart>();
        for (var kind : Kinds.WORKLOADS) {
            restarts.put(
                    kind,
                    ConsumerRestart.of(
                            workload -> WorkloadRestart.of(scope, workload, clock),
                            workload ->
                                    WorkloadRestart.of(scope, workload, clock).state()));
        }
        for (var kind : List.of(Kinds.GKE_EXTERNAL_SECRET, Kinds.K8S_EXTERNAL_SECRET)) {
            restarts.put(
                    kind,
                    ConsumerRestart.of(
                            copy -> ExternalSecretRefresh.of(scope, copy, clock),
                            copy -> ExternalSecretRefresh.of(scope, copy, clock).state()));
        }
        return restarts;
    }
}
