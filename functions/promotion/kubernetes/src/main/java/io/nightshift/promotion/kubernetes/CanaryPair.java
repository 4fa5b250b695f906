package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.DeploymentRef;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.ArrayList;

/** A stable deployment, its canary and their route, as read. */
record CanaryPair(DeploymentRef place, Workload stable, Workload canary, HttpRoute route, RouteSplit split) {

    static CanaryPair read(DeploymentRef place, Rollout rollout) throws CallFailed {
        var names = CanaryPairNames.of(place, rollout);
        var route = new HttpRoute(ApiObject.route(place, names.route()), names);
        return new CanaryPair(
                place,
                Workload.read(place, place.name(), names, rollout),
                Workload.read(place, names.canaryDeployment(), names, rollout),
                route,
                route.split());
    }

    /** Then it makes no difference whether the canary or the deployment has the share. */
    boolean runTheSame() {
        return split.others().isEmpty() && stable.image().equals(canary.image());
    }

    int share(Rollout rollout) {
        return (stable.runs(rollout) ? split.stable() : 0) + (canary.runs(rollout) ? split.canary() : 0);
    }

    /** Why the promoted version, or the other one, does not serve although it has a share; empty if it does. */
    String down(Rollout rollout, boolean promoted) {
        var stableDown = split.stable() > 0 && stable.runs(rollout) == promoted ? stable.down() : "";
        var canaryDown = split.canary() > 0 && canary.runs(rollout) == promoted ? canary.down() : "";
        return stableDown.isEmpty() ? canaryDown : stableDown;
    }

    /** Other versions than the promoted one and its baseline that serve or would serve; empty if there are none. */
    String others(Rollout rollout) {
        var others = new ArrayList<String>();
        if (!split.others().isEmpty()) {
            others.add(split.foreign());
        }
        var baseline = baseline(rollout);
        if (!stable.runs(rollout) && !baseline.isEmpty() && !stable.image().equals(baseline)) {
            others.add(stable.version() + " (" + split.stable() + " %)");
        }
        if (split.canary() > 0 && !canary.runs(rollout) && !canary.image().equals(baseline)) {
            others.add(canary.version() + " (" + split.canary() + " %)");
        }
        return String.join(", ", others);
    }

    void refuseOthers(Rollout rollout) throws CallFailed {
        var others = others(rollout);
        if (!others.isEmpty()) {
            throw changed("deployment %s: %s is neither the baseline nor the version that is promoted"
                    .formatted(place, others));
        }
    }

    static CallFailed changed(String message) {
        return new CallFailed(Problem.permanent(TargetPlatform.CHANGED, message));
    }

    /** The image that the stable deployment ran before; empty until a preflight has recorded it. */
    static String baseline(Rollout rollout) {
        try {
            return View.of(rollout.baseline()).at("image").textOr("");
        } catch (JsonException e) {
            return "";
        }
    }
}
