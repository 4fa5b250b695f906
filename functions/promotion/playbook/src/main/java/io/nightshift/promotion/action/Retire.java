package io.nightshift.promotion.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.signal.Resource;

/**
 * Removes what a target kept for a rollback, after the new version is known good. Does nothing on a platform where an
 * old version costs nothing.
 */
public record Retire(Resource target, Rollout rollout) implements TargetAction {

    public static final ActionType TYPE = PromotionActionTypes.setting(
            "retire-baseline",
            "Removes what a target kept for going back.",
            TargetKinds.ALL,
            (target, with) -> new Retire(target, Rollout.fromJson(with)));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "retire what " + target.label() + " kept for going back";
    }
}
