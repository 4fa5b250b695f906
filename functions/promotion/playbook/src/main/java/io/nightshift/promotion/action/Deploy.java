package io.nightshift.promotion.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.signal.Resource;

/**
 * Puts a version on a target. If the platform can hold two versions, the new one gets no traffic yet. If it cannot (a
 * rolling update), this is the whole change and {@link ShiftTraffic} to 100 finds it done. Performed only while the
 * baseline still serves; else it fails with the code {@code Changed}. {@code details.version} is the platform's name
 * of the new version.
 */
public record Deploy(Resource target, Rollout rollout) implements TargetAction {

    public static final ActionType TYPE = PromotionActionTypes.setting(
            "deploy-version",
            "Puts a version on a target, without traffic where the platform can hold two.",
            TargetKinds.ALL,
            (target, with) -> new Deploy(target, Rollout.fromJson(with)));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "deploy " + Rollout.brief(rollout.digest()) + " to " + target.label();
    }
}
