package io.nightshift.local.host;

import io.nightshift.core.engine.EngineHost;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import io.nightshift.kubernetes.Kubeconfig;
import io.nightshift.kubernetes.KubernetesApi;
import io.nightshift.kubernetes.KubernetesCluster;
import io.nightshift.kubernetes.KubernetesScope;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Kubernetes settings from the environment.
 *
 * @param namespaces the namespaces of the context's cluster that this host may read and change; the context's own if none is
 *     named
 */
public record KubeSettings(Kubeconfig config, Set<String> namespaces) {

    private static final String FILE = "NIGHTSHIFT_KUBECONFIG";
    private static final String CONTEXT = "NIGHTSHIFT_KUBE_CONTEXT";
    private static final String NAMESPACES = "NIGHTSHIFT_KUBE_NAMESPACES";

    static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(
                    FILE, false, "The kubeconfig of the cluster whose deployments it may look at and act on."),
            new EnvironmentVariable(CONTEXT, false, "Its context to take; current-context where not set."),
            new EnvironmentVariable(
                    NAMESPACES, false, "Namespaces, separated by commas; the context's own where not set."));

    /** Empty if the environment names no cluster; problems are those of the variables. */
    public static Optional<KubeSettings> read(Variables variables) {
        if (KEYS.stream().allMatch(key -> variables.get(key.name()).isEmpty())) {
            return Optional.empty();
        }
        var named = namespaces(variables);
        return config(variables)
                .map(config -> new KubeSettings(config, named.isEmpty() ? Set.of(config.namespace()) : named));
    }

    private static Set<String> namespaces(Variables variables) {
        var names = variables.get(NAMESPACES).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .collect(Collectors.toSet());
        if (!names.stream().allMatch(KubernetesScope::isNamespace)) {
            variables.problem(NAMESPACES + " is not right; expected namespaces such as shop,payment");
        }
        return names;
    }

    private static Optional<Kubeconfig> config(Variables variables) {
        var file = variables.get(FILE);
        if (file.isEmpty()) {
            variables.problem(FILE + " is missing; expected the path of a kubeconfig");
            return Optional.empty();
        }
        try {
            return Optional.of(Kubeconfig.read(Path.of(file.get()), variables.get(CONTEXT)));
        } catch (Kubeconfig.Invalid e) {
            e.problems().forEach(problem -> variables.problem(FILE + ": " + problem));
        } catch (InvalidPathException e) {
            variables.problem(FILE + " is not right; expected the path of a kubeconfig");
        }
        return Optional.empty();
    }

    KubernetesScope places(EngineHost host) {
        return new KubernetesScope(List.of(cluster(host)));
    }

    public KubernetesCluster cluster(EngineHost host) {
        return KubernetesCluster.named(config.cluster(), namespaces, KubernetesApi.of(config.access(), host));
    }
}
