package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;

/**
 * Deploys a version to the canary, with as many pods as the deployment has. It first waits until the gateway has confirmed
 * that the canary has no traffic: otherwise its new pods would serve at once.
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

    /** A retirement that ran out of time leaves this state: both run the same version, and the canary has all traffic. */
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

    /** Something was changed, and the rest must wait for it. */
    static CallFailed began(String message) {
        return new CallFailed(Problem.uncertain(ON_ITS_WAY, message));
    }

    static CallFailed waiting(String message) {
        return new CallFailed(Problem.transientFault(ON_ITS_WAY, message));
    }
}
