package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.KubernetesPlaces;
import io.nightshift.kubernetes.Place;
import io.nightshift.promotion.action.Rollout;

/**
 * What belongs to a deployment that is promoted to, all in its namespace. The names are the target's settings; those that are
 * not given follow the deployment's: {@code web}, {@code web-canary}.
 *
 * @param route the {@code HTTPRoute} that splits the traffic
 * @param stableService the service of the deployment itself
 * @param canaryService the service of the canary
 * @param container which container gets the image; empty for the one that runs it already
 * @param platform what the nodes run, {@code linux/arm64}; empty where the deployment or the nodes are to tell
 */
record Names(
        String route,
        String stableService,
        String canaryService,
        String canaryDeployment,
        String container,
        String platform) {

    private static final String CANARY = "-canary";

    static Names of(Place place, Rollout rollout) throws CallFailed {
        return of(place.name(), rollout.settings());
    }

    static Names of(String name, Json.Obj settings) throws CallFailed {
        try {
            var with = View.of(settings);
            return new Names(
                    KubernetesPlaces.name(with.at("route").textOr(name)),
                    KubernetesPlaces.name(with.at("stableService").textOr(name)),
                    KubernetesPlaces.name(with.at("canaryService").textOr(name + CANARY)),
                    KubernetesPlaces.name(with.at("canaryDeployment").textOr(name + CANARY)),
                    with.at("container").textOr(""),
                    platform(with.at("platform")));
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadSettings", e.getMessage()));
        }
    }

    private static String platform(View platform) throws JsonException {
        var text = platform.textOr("");
        if (text.isEmpty() || text.matches("[a-z0-9]+/[a-z0-9]+")) {
            return text;
        }
        throw platform.wrong("a platform such as linux/arm64");
    }
}
