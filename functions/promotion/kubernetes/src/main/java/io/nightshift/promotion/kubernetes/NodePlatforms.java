package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the nodes run that the pods of a deployment and of its canary may come to.
 *
 * @param platforms {@code linux/arm64} and the like
 * @param by how that is known, or that it is assumed
 */
record NodePlatforms(Set<String> platforms, String by) {

    /** What most nodes run, in GKE also those that it makes when nothing else is requested. */
    private static final String USUAL = "linux/amd64";

    /**
     * The setting speaks first, then the deployments' own words on {@code kubernetes.io/arch}, then the nodes that
     * are there. Nodes belong to no namespace: a Role does not let anyone list them, and who is not allowed to is not
     * a worse off than with the usual ones.
     *
     * @param setting {@code linux/arm64}; empty if nothing is said
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

    private static NodePlatforms of(List<Placement> both, Optional<List<Node>> nodes) {
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
