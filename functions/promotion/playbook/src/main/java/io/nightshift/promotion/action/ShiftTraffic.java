package io.nightshift.promotion.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;

/**
 * Gives a version its share of a target's traffic; the baseline keeps the rest. Never more than requested, also while
 * the platform is changing the shares. Performed only while no other version has a share; else it fails with the code
 * {@code Changed}.
 *
 * @param percent 1 to 100
 */
public record ShiftTraffic(Resource target, Rollout rollout, int percent) implements TargetAction {

    public static final ActionType TYPE = PromotionActionTypes.setting(
            "shift-traffic",
            "Gives a version its share of a target's traffic.",
            TargetKinds.ALL,
            (target, with) -> new ShiftTraffic(target, Rollout.fromJson(with), percent(with)));

    @Override
    public ActionType type() {
        return TYPE;
    }

    private static int percent(View with) throws JsonException {
        long percent = with.at("percent").integer();
        if (percent < 1 || percent > 100) {
            throw with.at("percent").wrong("a share of the traffic from 1 to 100");
        }
        return (int) percent;
    }

    @Override
    public Json.Obj with() {
        return rollout.toJson().with("percent", percent);
    }

    @Override
    public String sentence() {
        return "shift " + percent + " % of " + target.label() + " to " + Rollout.brief(rollout.digest());
    }
}
