package io.nightshift.promotion.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.PolicyAssembly;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which each stage comes after the stages that it needs; if several can come next, the first in the
 * file.
 */
final class StageOrder {

    private final Map<String, Set<String>> needs = new LinkedHashMap<>();

    /** @param stages stages without a name are ignored */
    StageOrder(List<View> stages) throws JsonException {
        var before = List.<String>of();
        for (var stage : stages) {
            var name = stage.at("name").textOr("");
            if (!name.isEmpty()) {
                var said = stage.at("needs").exists() ? PolicyAssembly.texts(stage.at("needs")) : before;
                needs.putIfAbsent(name, new LinkedHashSet<>(said));
                before = List.of(name);
            }
        }
    }

    Set<String> names() {
        return needs.keySet();
    }

    /** All stages, except those in a cycle and those that need one of them. */
    List<String> ordered() {
        var order = new ArrayList<String>();
        var left = new LinkedHashMap<>(needs);
        while (true) {
            var next = left.entrySet().stream()
                    .filter(stage -> stage.getValue().stream()
                            .allMatch(need -> order.contains(need) || !needs.containsKey(need)))
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (next.isEmpty()) {
                return order;
            }
            order.add(next.get());
            left.remove(next.get());
        }
    }

    /** The stages of one cycle, with the first repeated at the end; empty if there is none. */
    List<String> circle() {
        var ordered = ordered();
        var stage = names().stream().filter(name -> !ordered.contains(name)).findFirst();
        var path = new ArrayList<String>();
        while (stage.isPresent() && !path.contains(stage.get())) {
            path.add(stage.get());
            stage = needs.getOrDefault(stage.get(), Set.of()).stream()
                    .filter(need -> needs.containsKey(need) && !ordered.contains(need))
                    .findFirst();
        }
        if (stage.isEmpty()) {
            return List.of();
        }
        var circle = new ArrayList<>(path.subList(path.indexOf(stage.get()), path.size()));
        circle.add(stage.get());
        return circle;
    }
}
