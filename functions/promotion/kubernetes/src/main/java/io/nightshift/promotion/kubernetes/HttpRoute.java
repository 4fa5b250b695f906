package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A route of the Gateway API as read. Only the rules with the stable service or the canary's as a backend count; the others
 * do not concern this deployment.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/guides/user-guides/traffic-splitting/">Gateway API: traffic splitting</a>
 */
record HttpRoute(ApiObject object, CanaryPairNames names) {

    private static final int ALL = 100;

    RouteSplit split() throws CallFailed {
        var splits = object.ask(this::splits);
        if (splits.isEmpty()) {
            throw new CallFailed(Problem.permanent(
                    "BadRoute",
                    "no rule of httproutes/%s has both services %s and %s as backends"
                            .formatted(names.route(), names.stableService(), names.canaryService())));
        }
        var first = splits.getFirst();
        return splits.stream().allMatch(first::equals) ? first : uneven(splits);
    }

    private static RouteSplit uneven(List<RouteSplit> splits) {
        int most = splits.stream().mapToInt(RouteSplit::canary).max().orElse(0);
        var others = new TreeMap<String, Integer>();
        splits.forEach(split -> others.putAll(split.others()));
        others.put("a rule that differs from the others", most);
        return new RouteSplit(ALL - most, most, others);
    }

    private List<RouteSplit> splits(View route) throws JsonException {
        var splits = new ArrayList<RouteSplit>();
        for (var rule : route.at("spec", "rules").items()) {
            split(rule).ifPresent(splits::add);
        }
        return splits;
    }

    private Optional<RouteSplit> split(View rule) throws JsonException {
        var weights = new LinkedHashMap<String, Long>();
        long sum = 0;
        for (var backend : rule.at("backendRefs").items()) {
            long weight = backend.at("weight").integerOr(1);
            weights.merge(name(backend), weight, Long::sum);
            sum += weight;
        }
        if (!weights.containsKey(names.stableService()) || !weights.containsKey(names.canaryService())) {
            return Optional.empty();
        }
        var others = new TreeMap<String, Integer>();
        for (var weight : weights.entrySet()) {
            if (weight.getValue() > 0
                    && !weight.getKey().equals(names.stableService())
                    && !weight.getKey().equals(names.canaryService())) {
                others.put(weight.getKey(), share(weight.getValue(), sum));
            }
        }
        if (sum == 0) {
            others.put("nothing: all weights are 0", ALL);
        }
        int canary = share(weights.getOrDefault(names.canaryService(), 0L), sum);
        int foreign = others.values().stream().mapToInt(Integer::intValue).sum();
        return Optional.of(new RouteSplit(Math.max(0, ALL - canary - foreign), canary, others));
    }

    /**
     * A service of this namespace has just its name; any other backend gets a form that matches no service of this
     * deployment.
     */
    private String name(View backend) throws JsonException {
        var name = backend.at("name").text();
        var namespace = backend.at("namespace").textOr(object.place().namespace());
        boolean ours = backend.at("kind").textOr("Service").equals("Service")
                && backend.at("group").textOr("").isEmpty()
                && namespace.equals(object.place().namespace());
        return ours ? name : namespace + "/" + name;
    }

    private static int share(long weight, long sum) {
        return sum == 0 ? 0 : (int) Math.ceilDiv(weight * ALL, sum);
    }

    /** Reports whether every gateway has accepted the current route. */
    boolean settled() throws CallFailed {
        return object.ask(view -> {
            long generation = view.at("metadata", "generation").integerOr(0);
            var parents = view.at("status", "parents").items();
            for (var parent : parents) {
                for (var condition : parent.at("conditions").items()) {
                    if (condition.at("observedGeneration").integerOr(generation) < generation || isRefused(condition)) {
                        return false;
                    }
                }
            }
            return !parents.isEmpty();
        });
    }

    private static boolean isRefused(View condition) throws JsonException {
        return condition.at("type").text().equals("Accepted")
                && !condition.at("status").text().equals("True");
    }

    void shift(int canary) throws CallFailed {
        var rules = new ArrayList<Json>();
        for (var rule : object.ask(view -> view.at("spec", "rules").items())) {
            rules.add(object.ask(view -> shifted(rule, canary)));
        }
        object.patch(Json.obj().with("rules", new Json.Arr(rules)));
    }

    private Json shifted(View rule, int canary) throws JsonException {
        if (split(rule).isEmpty()) {
            return rule.json();
        }
        var backends = new ArrayList<Json>();
        for (var backend : rule.at("backendRefs").items()) {
            var weight = weight(name(backend), canary);
            backends.add(weight.isPresent() ? backend.object().with("weight", weight.get()) : backend.object());
        }
        return rule.object().with("backendRefs", new Json.Arr(backends));
    }

    private Optional<Integer> weight(String name, int canary) {
        if (name.equals(names.canaryService())) {
            return Optional.of(canary);
        }
        return name.equals(names.stableService()) ? Optional.of(ALL - canary) : Optional.empty();
    }

    /** The command that gives all traffic to the stable service. */
    String rollbackHandler() throws CallFailed {
        var operations = new ArrayList<String>();
        object.ask(view -> {
            var rules = view.at("spec", "rules").items();
            for (int i = 0; i < rules.size(); i++) {
                operations.addAll(operations(rules.get(i), "/spec/rules/" + i + "/backendRefs/"));
            }
            return true;
        });
        return "kubectl patch httproute %s --namespace=%s --type=json -p '[%s]'"
                .formatted(names.route(), object.place().namespace(), String.join(",", operations));
    }

    private List<String> operations(View rule, String path) throws JsonException {
        if (split(rule).isEmpty()) {
            return List.of();
        }
        var operations = new ArrayList<String>();
        var backends = rule.at("backendRefs").items();
        for (int i = 0; i < backends.size(); i++) {
            int at = i;
            weight(name(backends.get(i)), 0)
                    .ifPresent(weight -> operations.add(
                            "{\"op\":\"add\",\"path\":\"%s%d/weight\",\"value\":%d}".formatted(path, at, weight)));
        }
        return operations;
    }
}
