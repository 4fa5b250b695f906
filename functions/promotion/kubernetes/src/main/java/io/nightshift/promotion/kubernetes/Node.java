package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.DeploymentRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of a cluster.
 *
 * @param platform {@code linux/arm64}
 */
record Node(String platform, Map<String, String> labels, List<Taint> taints) {

    record Taint(String key, String value, String effect) {
        boolean keepsAway() {
            return effect.equals("NoSchedule") || effect.equals("NoExecute");
        }
    }

    /** All nodes; empty if they may not be listed. */
    static Optional<List<Node>> list(DeploymentRef place) throws CallFailed {
        return ApiList.read(place.api(), "/api/v1/nodes", "", "nodes", Node::read);
    }

    /** The scheduler uses the labels. */
    private static Node read(View node) throws JsonException {
        var labels = node.at("metadata", "labels").texts();
        var info = node.at("status", "nodeInfo");
        var taints = new ArrayList<Taint>();
        for (var taint : node.at("spec", "taints").items()) {
            taints.add(new Taint(
                    taint.at("key").text(),
                    taint.at("value").textOr(""),
                    taint.at("effect").text()));
        }
        var system = labels.getOrDefault(
                "kubernetes.io/os", info.at("operatingSystem").textOr("linux"));
        var architecture = labels.getOrDefault(
                "kubernetes.io/arch", info.at("architecture").textOr("unknown"));
        return new Node(system + "/" + architecture, labels, taints);
    }
}
