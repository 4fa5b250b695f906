package io.nightshift.promotion.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;

/**
 * Gives all of a target's traffic back to its baseline by the platform's fastest way, in any state of the promotion:
 * no version deployed yet, some traffic, all traffic, in the middle of a change. Parts that are already rolled back
 * stay unchanged.
 */
public record RollBackTarget(Resource target, Rollout rollout) implements TargetAction {

    public static final ActionType TYPE = PromotionActionTypes.setting(
            "take-back",
            "Gives a target's traffic back to what served before, by the fastest way.",
            TargetKinds.ALL,
            (target, with) -> new RollBackTarget(target, Rollout.fromJson(with)));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        var before = rollout.baseline().get("digest") instanceof Json.Str(var digest) && !digest.isEmpty()
                ? Rollout.brief(digest)
                : "what served before";
        return "take " + target.label() + " back to " + before;
    }
}
