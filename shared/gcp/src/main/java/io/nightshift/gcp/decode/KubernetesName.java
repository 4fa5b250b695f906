package io.nightshift.gcp.decode;

import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Optional;

/**
 * The name of a Kubernetes object in an audit log: {@code apps/v1/namespaces/NS/deployments/NAME}, {@code core/v1/nodes/NAME}.
 *
 * @param type in the singular, as in kinds
 * @param namespace empty for an object of the cluster
 */
record KubernetesName(String type, String namespace, String name) {

    static Optional<KubernetesName> of(String path) {
        var parts = List.of(path.split("/", 12));
        if (parts.size() < 4 || parts.stream().anyMatch(String::isBlank)) {
            return Optional.empty();
        }
        boolean inside = parts.get(2).equals("namespaces") && parts.size() >= 6;
        return Optional.of(
                inside
                        ? new KubernetesName(singular(parts.get(4)), parts.get(3), parts.get(5))
                        : new KubernetesName(singular(parts.get(2)), "", parts.get(3)));
    }

    private static String singular(String plural) {
        if (plural.endsWith("ies")) {
            return plural.substring(0, plural.length() - 3) + "y";
        }
        if (plural.endsWith("sses")) {
            return plural.substring(0, plural.length() - 2);
        }
        return plural.endsWith("s") ? plural.substring(0, plural.length() - 1) : plural;
    }

    /** @param cluster the monitored resource of the entry, which names the cluster */
    Resource in(Monitored cluster) {
        var of = cluster.clusterName();
        var own = (namespace.isEmpty() ? "" : namespace + "/") + name;
        return new Resource(cluster.resource().origin(), "gke:" + type, of.isEmpty() ? own : of + "/" + own);
    }
}
