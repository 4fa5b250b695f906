package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.Place;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A node of a cluster.
 *
 * @param platform {@code linux/arm64}
 */
record Node(String platform, Map<String, String> labels, List<Taint> taints) {

    private static final int PAGE = 500;
    private static final Set<String> NOT_ALLOWED = Set.of("Forbidden", "Http403");

    record Taint(String key, String value, String effect) {
        boolean keepsAway() {
            return effect.equals("NoSchedule") || effect.equals("NoExecute");
        }
    }

    /** All of them; empty where they may not be listed. */
    static Optional<List<Node>> list(Place place) throws CallFailed {
        var nodes = new ArrayList<Node>();
        try {
            for (var next = Optional.of(""); next.isPresent(); ) {
                var path = "/api/v1/nodes?limit=" + PAGE + next.get();
                next = read(View.of(place.api().get(path, "list nodes")), nodes);
            }
            return Optional.of(nodes);
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadAnswer", "the API server's answer: " + e.getMessage()));
        } catch (CallFailed e) {
            if (NOT_ALLOWED.contains(e.problem().code())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** @return what asks for the next page, where there is one */
    private static Optional<String> read(View page, List<Node> nodes) throws JsonException {
        for (var node : page.at("items").items()) {
            nodes.add(read(node));
        }
        return page.at("metadata", "continue")
                .optionalText()
                .filter(more -> !more.isEmpty())
                .map(more -> "&continue=" + URLEncoder.encode(more, StandardCharsets.UTF_8));
    }

    /** The labels are what the scheduler goes by. */
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
