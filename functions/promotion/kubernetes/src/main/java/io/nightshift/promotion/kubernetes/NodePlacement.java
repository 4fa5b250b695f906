package io.nightshift.promotion.kubernetes;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes on which a pod template may run: node selector, required node affinity, tolerations.
 *
 * @param terms of the affinity, of which one must match; empty if there is no such affinity
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/">Kubernetes: assigning pods to
 *     nodes</a>
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/">Kubernetes: taints</a>
 */
record NodePlacement(Map<String, String> selector, List<List<Demand>> terms, List<Toleration> tolerations) {

    private static final String ARCHITECTURE = "kubernetes.io/arch";

    /** One expression of a term. */
    record Demand(String key, String operator, Set<String> values) {

        /** Numeric comparisons ({@code Gt}, {@code Lt}) do not concern platforms and count as met. */
        boolean isMetBy(Map<String, String> labels) {
            var value = labels.get(key);
            return switch (operator) {
                case "In" -> value != null && values.contains(value);
                case "NotIn" -> value == null || !values.contains(value);
                case "Exists" -> value != null;
                case "DoesNotExist" -> value == null;
                default -> true;
            };
        }
    }

    record Toleration(String key, String operator, String value, String effect) {
        boolean bears(Node.Taint taint) {
            boolean same = key.isEmpty() ? operator.equals("Exists") : key.equals(taint.key());
            return same
                    && (operator.equals("Exists") || value.equals(taint.value()))
                    && (effect.isEmpty() || effect.equals(taint.effect()));
        }
    }

    static NodePlacement read(View pods) throws JsonException {
        var terms = new ArrayList<List<Demand>>();
        var required = pods.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        for (var term : required.at("nodeSelectorTerms").items()) {
            var demands = new ArrayList<Demand>();
            for (var one : term.at("matchExpressions").items()) {
                demands.add(new Demand(one.at("key").text(), one.at("operator").text(), strings(one.at("values"))));
            }
            terms.add(demands);
        }
        var tolerations = new ArrayList<Toleration>();
        for (var one : pods.at("tolerations").items()) {
            tolerations.add(new Toleration(
                    one.at("key").textOr(""),
                    one.at("operator").textOr("Equal"),
                    one.at("value").textOr(""),
                    one.at("effect").textOr("")));
        }
        return new NodePlacement(pods.at("nodeSelector").texts(), terms, tolerations);
    }

    private static Set<String> strings(View list) throws JsonException {
        var strings = new HashSet<String>();
        for (var item : list.items()) {
            strings.add(item.text());
        }
        return strings;
    }

    /** The architectures that it names; empty if all are allowed. */
    Set<String> said() {
        var selected = selector.get(ARCHITECTURE);
        if (selected != null) {
            return Set.of(selected);
        }
        var said = new HashSet<String>();
        for (var term : terms) {
            var named = term.stream()
                    .filter(demand -> demand.key().equals(ARCHITECTURE)
                            && demand.operator().equals("In"))
                    .toList();
            if (named.isEmpty()) {
                return Set.of();
            }
            named.forEach(demand -> said.addAll(demand.values()));
        }
        return said;
    }

    boolean takes(Node node) {
        return node.labels().entrySet().containsAll(selector.entrySet())
                && (terms.isEmpty()
                        || terms.stream()
                                .anyMatch(term -> term.stream().allMatch(demand -> demand.isMetBy(node.labels()))))
                && node.taints().stream()
                        .filter(Node.Taint::keepsAway)
                        .allMatch(taint -> tolerations.stream().anyMatch(one -> one.bears(taint)));
    }
}
