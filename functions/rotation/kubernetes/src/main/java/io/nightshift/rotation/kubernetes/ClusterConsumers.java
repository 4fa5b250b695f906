package io.nightshift.rotation.kubernetes;

import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.kubernetes.workload.ExternalSecretRefresh;
import io.nightshift.kubernetes.workload.WorkloadRestart;
import io.nightshift.rotation.runtime.ConsumerRestart;
import io.nightshift.rotation.runtime.ConsumerRestart.Restart;
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
            restarts.put(kind, ConsumerRestart.of(workload -> {
                var restart = WorkloadRestart.of(scope, workload, clock);
                return new Restart(restart, restart::state);
            }));
        }
        for (var kind : List.of(Kinds.GKE_EXTERNAL_SECRET, Kinds.K8S_EXTERNAL_SECRET)) {
            restarts.put(kind, ConsumerRestart.of(copy -> {
                var refresh = ExternalSecretRefresh.of(scope, copy, clock);
                return new Restart(refresh, refresh::state);
            }));
        }
        return restarts;
    }
}
