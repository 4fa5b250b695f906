package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.kubernetes.DeploymentRef;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.policy.TargetSettings;
import java.util.Set;

/**
 * The objects of a promoted deployment, all in its namespace. The names are the target's settings; the defaults follow the
 * deployment's name: {@code web}, {@code web-canary}.
 *
 * @param route the {@code HTTPRoute} that splits the traffic
 * @param stableService the service of the deployment itself
 * @param canaryService the service of the canary
 * @param container the container that gets the image; if empty, the one that already runs it
 * @param platform the nodes' platform, {@code linux/arm64}; if empty, read from the deployment or the nodes
 */
public record CanaryPairNames(
        String route,
        String stableService,
        String canaryService,
        String canaryDeployment,
        String container,
        String platform) {

    private static final String CANARY = "-canary";

    /** As checked by {@code validate}. */
    public static final TargetSettings CHECK = new TargetSettings(
            Set.of(Kinds.GKE_DEPLOYMENT, Kinds.K8S_DEPLOYMENT),
            Set.of("route", "stableService", "canaryService", "canaryDeployment", "container", "platform"),
            (target, with) -> read(target.name().substring(target.name().lastIndexOf('/') + 1), with));

    static CanaryPairNames of(DeploymentRef place, Rollout rollout) throws CallFailed {
        return of(place.name(), rollout.settings());
    }

    static CanaryPairNames of(String name, Json.Obj settings) throws CallFailed {
        try {
            return read(name, View.of(settings));
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadSettings", e.getMessage()));
        }
    }

    private static CanaryPairNames read(String name, View with) throws JsonException {
        return new CanaryPairNames(
                KubernetesScope.name(with.at("route"), name),
                KubernetesScope.name(with.at("stableService"), name),
                KubernetesScope.name(with.at("canaryService"), name + CANARY),
                KubernetesScope.name(with.at("canaryDeployment"), name + CANARY),
                with.at("container").textOr(""),
                platform(with.at("platform")));
    }

    private static String platform(View platform) throws JsonException {
        var text = platform.textOr("");
        if (text.isEmpty() || text.matches("[a-z0-9]+/[a-z0-9]+")) {
            return text;
        }
        throw platform.wrong("a platform such as linux/arm64");
    }
}
