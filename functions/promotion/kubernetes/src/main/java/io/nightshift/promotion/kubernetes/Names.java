package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
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
 */
record Names(String route, String stableService, String canaryService, String canaryDeployment, String container) {

    private static final String CANARY = "-canary";

    static Names of(Place place, Rollout rollout) throws CallFailed {
        try {
            var with = View.of(rollout.settings());
            var name = place.name();
            return new Names(
                    KubernetesPlaces.name(with.at("route").textOr(name)),
                    KubernetesPlaces.name(with.at("stableService").textOr(name)),
                    KubernetesPlaces.name(with.at("canaryService").textOr(name + CANARY)),
                    KubernetesPlaces.name(with.at("canaryDeployment").textOr(name + CANARY)),
                    with.at("container").textOr(""));
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadSettings", e.getMessage()));
        }
    }
}
