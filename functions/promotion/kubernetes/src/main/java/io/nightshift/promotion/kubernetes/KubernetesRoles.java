package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.kubernetes.RbacObject;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.plan.PromotionTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The minimal permissions in clusters for the promotions of a policy: a Role in each namespace, for the objects by their
 * names and its pods, and a ClusterRole to read the nodes' platforms. In GKE they are bound to the function's service
 * account.
 */
public final class KubernetesRoles {

    private static final String NAME = "nightshift-promotion";
    private static final String GATEWAY = "gateway.networking.k8s.io";

    private KubernetesRoles() {}

    /** The names of one namespace. */
    private record Objects(Set<String> deployments, Set<String> routes, Set<String> services) {
        void add(String deployment, CanaryPairNames names) {
            deployments.addAll(List.of(deployment, names.canaryDeployment()));
            routes.add(names.route());
            services.addAll(List.of(names.stableService(), names.canaryService()));
        }
    }

    /**
     * In the form for {@code kubectl apply}; {@link CallFailed} names a setting that is not a valid name. Empty if no target
     * needs it.
     */
    public static List<Json.Obj> of(PlanRequirements uses) throws CallFailed {
        Map<List<String>, Objects> places =
                new TreeMap<>((one, other) -> String.join("/", one).compareTo(String.join("/", other)));
        for (var target : targets(uses)) {
            var name = target.resource().name().split("/", -1);
            var place = Arrays.asList(name).subList(0, name.length - 1);
            var deployment = KubernetesScope.name(name[name.length - 1]);
            places.computeIfAbsent(place, each -> new Objects(new TreeSet<>(), new TreeSet<>(), new TreeSet<>()))
                    .add(deployment, CanaryPairNames.of(deployment, target.settings()));
        }
        var roles = new ArrayList<Json.Obj>();
        places.forEach((place, objects) -> roles.add(role(place, objects)));
        if (!roles.isEmpty()) {
            roles.add(RbacObject.of(
                    "ClusterRole",
                    Json.obj().with("name", NAME + "-nodes"),
                    List.of(rule("", "nodes", Set.of(), "list"))));
        }
        return List.copyOf(roles);
    }

    private static List<PromotionTarget> targets(PlanRequirements uses) {
        return Stream.of(Kinds.K8S_DEPLOYMENT, Kinds.GKE_DEPLOYMENT)
                .flatMap(kind -> uses.targets(kind).stream())
                .toList();
    }

    /** @param place namespace, after the cluster's name if the target contains it */
    private static Json.Obj role(List<String> place, Objects objects) {
        var metadata = Json.obj().with("name", NAME).with("namespace", place.getLast());
        var known = place.size() == 1
                ? metadata
                : metadata.with("annotations", Json.obj().with("nightshift/cluster", place.getFirst()));
        return RbacObject.of(
                "Role",
                known,
                List.of(
                        rule("apps", "deployments", objects.deployments(), "get", "patch"),
                        rule(GATEWAY, "httproutes", objects.routes(), "get", "patch"),
                        rule("", "services", objects.services(), "get"),
                        // A permission to list by labels cannot be limited to names.
                        rule("", "pods", Set.of(), "list")));
    }

    private static Json.Obj rule(String group, String resource, Set<String> names, String... verbs) {
        return RbacObject.rule(group, List.of(resource), names, List.of(verbs));
    }
}
