package io.nightshift.promotion.gcp.run;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.policy.TargetSettings;
import java.util.Set;

/**
 * A target's own settings in the policy.
 *
 * @param container the container that gets the image; if empty, the one that already runs it
 * @param tag the tag that gives the new revision its own URL; empty for none
 */
public record RunSettings(String container, String tag) {

    private static final String TAG = "nightshift";

    /** As checked by {@code validate}. */
    public static final TargetSettings CHECK =
            new TargetSettings(Set.of(Kinds.RUN_SERVICE), Set.of("container", "tag"), (target, with) -> read(with));

    static RunSettings of(Rollout rollout) throws CallFailed {
        try {
            return read(View.of(rollout.settings()));
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadSettings", e.getMessage()));
        }
    }

    private static RunSettings read(View settings) throws JsonException {
        return new RunSettings(
                settings.at("container").textOr(""), settings.at("tag").textOr(TAG));
    }
}
