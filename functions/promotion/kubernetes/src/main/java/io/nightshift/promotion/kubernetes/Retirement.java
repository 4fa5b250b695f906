package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;

/**
 * Moves the version from the canary to the stable deployment, one step per call. The stable deployment gets the version while
 * the canary has all traffic. After that rollout, the traffic moves back. After the gateway has accepted this, the canary is
 * scaled down.
 */
record Retirement(CanaryPair pair, Rollout rollout) {

    Json.Obj step() throws CallFailed {
        pair.refuseOthers(rollout);
        if (!pair.stable().runs(rollout)) {
            return replaceStable();
        }
        if (pair.split().canary() > 0) {
            return shiftBack();
        }
        if (!pair.route().settled()) {
            throw CanaryRelease.waiting("the gateway is taking the route over");
        }
        if (pair.canary().replicas() > 0) {
            pair.canary().scale(0);
        }
        return Json.obj().with("stable", pair.stable().version());
    }

    private Json.Obj replaceStable() throws CallFailed {
        if (pair.split().canary() != 100 || !pair.canary().runs(rollout)) {
            throw CanaryPair.changed(
                    "deployment %s: the version that is promoted does not have all traffic".formatted(pair.place()));
        }
        pair.stable().setImage(rollout.reference());
        throw CanaryRelease.began("deployment " + pair.place() + " is being rolled out while the canary serves");
    }

    private Json.Obj shiftBack() throws CallFailed {
        var health = pair.stable().status().health();
        if (health == Health.UNWELL) {
            throw new CallFailed(Problem.permanent(
                    "Unhealthy", "deployment " + pair.place() + " did not come up; the canary goes on serving"));
        }
        if (health == Health.UNKNOWN) {
            throw CanaryRelease.waiting("deployment " + pair.place() + " is being rolled out while the canary serves");
        }
        pair.route().shift(0);
        throw CanaryRelease.began("the gateway is taking the route over");
    }
}
