package io.nightshift.kubernetes;

import io.nightshift.core.signal.Origin;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One cluster and the namespaces in it that this function may read and change.
 *
 * @param name the value of the label {@code cluster} in alerts; for a GKE cluster its short name
 * @param gke project and location, if it is a GKE cluster
 */
public record KubernetesCluster(String name, Optional<Origin> gke, Set<String> namespaces, KubernetesApi api) {

    /** The name that {@code gcloud container clusters get-credentials} gives to a cluster: project, location, name. */
    private static final Pattern GCLOUD = Pattern.compile("gke_([a-z0-9:.-]+)_([a-z0-9-]+)_([a-z0-9-]+)");

    public KubernetesCluster {
        namespaces = Set.copyOf(namespaces);
    }

    /** A cluster by its name in a kubeconfig, which contains the location of a GKE cluster. */
    public static KubernetesCluster named(String name, Set<String> namespaces, KubernetesApi api) {
        var gke = GCLOUD.matcher(name);
        return gke.matches()
                ? new KubernetesCluster(
                        gke.group(3), Optional.of(Origin.gcp(gke.group(1), gke.group(2))), namespaces, api)
                : new KubernetesCluster(name, Optional.empty(), namespaces, api);
    }
}
