package io.nightshift.promotion.gcp.run;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.action.Rollout;

/**
 * A target's own settings in the policy.
 *
 * @param container which container gets the image; empty for the one that runs it already
 * @param tag the tag under which the new revision has a URL of its own; empty for none
 */
record RunSettings(String container, String tag) {

    private static final String TAG = "nightshift";

    static RunSettings of(Rollout rollout) throws CallFailed {
        try {
            var settings = View.of(rollout.settings());
            return new RunSettings(
                    settings.at("container").textOr(""), settings.at("tag").textOr(TAG));
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadSettings", e.getMessage()));
        }
    }
}
