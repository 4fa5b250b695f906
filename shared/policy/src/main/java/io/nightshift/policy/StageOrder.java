package io.nightshift.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order in which each stage comes after those that it needs; of those that could come next the first in the file. */
final class StageOrder {

    private final Map<String, Set<String>> needs = new LinkedHashMap<>();

    /** @param stages those without a name count for nothing */
    StageOrder(List<View> stages) throws JsonException {
        var before = List.<String>of();
        for (var stage : stages) {
            var name = stage.at("name").textOr("");
            if (!name.isEmpty()) {
                var said = stage.at("needs").exists() ? Assembly.texts(stage.at("needs")) : before;
                needs.putIfAbsent(name, new LinkedHashSet<>(said));
                before = List.of(name);
            }
        }
    }

    Set<String> names() {
        return needs.keySet();
    }

    /** All of them, but for those that need each other in a circle, and those that need these. */
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

    /** The stages of one circle, the first of them again at the end; empty if there is none. */
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
