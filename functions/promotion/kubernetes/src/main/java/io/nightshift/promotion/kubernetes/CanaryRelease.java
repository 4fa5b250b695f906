package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;

/**
 * Gives a version to the canary, and as many pods as the deployment has. Not before the gateway has taken over that the canary
 * has no traffic: its new pods would serve at once.
 */
record CanaryRelease(CanaryPair pair, Rollout rollout) {

    static final String ON_ITS_WAY = "OnItsWay";

    Json.Obj step() throws CallFailed {
        pair.refuseOthers(rollout);
        var canary = pair.canary();
        int pods = Math.max(1, pair.stable().replicas());
        var version = Json.obj().with("version", canary.name() + "@" + Rollout.brief(rollout.digest()));
        if (canary.image().equals(rollout.reference()) && canary.replicas() >= pods) {
            return version.with("changed", false);
        }
        if (!canary.runs(rollout) && pair.split().canary() > 0) {
            throw moveAway();
        }
        if (!canary.runs(rollout) && !pair.route().settled()) {
            throw waiting("the gateway is taking the route over");
        }
        canary.object().patch(canary.withImage(rollout.reference()).with("replicas", pods));
        return version.with("pods", pods);
    }

    /** What a retirement that ran out of time left behind: both run the same, and the canary has all traffic. */
    private CallFailed moveAway() throws CallFailed {
        if (!pair.runTheSame()) {
            return CanaryPair.changed("deployment %s: its canary has %d %% of the traffic already"
                    .formatted(pair.place(), pair.split().canary()));
        }
        if (pair.stable().status().health() != Health.WELL) {
            return waiting("deployment " + pair.place() + " is being rolled out while the canary serves");
        }
        pair.route().shift(0);
        return began("the traffic of the canary goes to deployment " + pair.place() + ", which runs the same version");
    }

    /** Something was changed, and the rest has to wait for it. */
    static CallFailed began(String message) {
        return new CallFailed(Problem.uncertain(ON_ITS_WAY, message));
    }

    static CallFailed waiting(String message) {
        return new CallFailed(Problem.transientFault(ON_ITS_WAY, message));
    }
}
