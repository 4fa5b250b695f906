package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The platforms of the nodes on which the pods of a deployment and of its canary may run.
 *
 * @param platforms {@code linux/arm64} and the like
 * @param by how this is known, or that it is assumed
 */
record NodePlatforms(Set<String> platforms, String by) {

    /** The platform of most nodes, and the default for new nodes in GKE. */
    private static final String USUAL = "linux/amd64";

    /**
     * The setting takes precedence, then the deployments' selection on {@code kubernetes.io/arch}, then the existing nodes.
     * Nodes belong to no namespace, so a Role does not allow listing them; without that permission, the usual platform is
     * assumed.
     *
     * @param setting {@code linux/arm64}; empty if not set
     */
    static NodePlatforms of(CanaryPair pair, String setting) throws CallFailed {
        if (!setting.isEmpty()) {
            return new NodePlatforms(Set.of(setting), "the setting 'platform' says so");
        }
        var both = List.of(pair.stable().placement(), pair.canary().placement());
        var said = new TreeSet<String>();
        for (var placement : both) {
            placement.said().forEach(architecture -> said.add("linux/" + architecture));
        }
        boolean all = both.stream().noneMatch(placement -> placement.said().isEmpty());
        return all ? new NodePlatforms(said, "its deployments say so") : of(both, Node.list(pair.place()));
    }

    private static NodePlatforms of(List<NodePlacement> both, Optional<List<Node>> nodes) {
        if (nodes.isEmpty()) {
            return assumed("nodes may not be listed");
        }
        var platforms = new TreeSet<String>();
        for (var node : nodes.get()) {
            if (both.stream().anyMatch(placement -> placement.takes(node))) {
                platforms.add(node.platform());
            }
        }
        return platforms.isEmpty()
                ? assumed("no node is there that its pods may come to")
                : new NodePlatforms(platforms, "the nodes that its pods may come to");
    }

    private static NodePlatforms assumed(String why) {
        return new NodePlatforms(
                Set.of(USUAL),
                "assumed: " + why + "; a nodeSelector of kubernetes.io/arch or the setting 'platform' tells it");
    }

    @Override
    public String toString() {
        return String.join(" and ", new TreeSet<>(platforms)) + " (" + by + ")";
    }
}
