package io.nightshift.promotion.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.json.Json;

/** An act on a target, which every platform implements. All set a desired state, so all can be repeated. */
public sealed interface TargetAction extends Action permits Deploy, ShiftTraffic, RollBackTarget, Retire {

    Rollout rollout();

    @Override
    default Json.Obj with() {
        return rollout().toJson();
    }
}
