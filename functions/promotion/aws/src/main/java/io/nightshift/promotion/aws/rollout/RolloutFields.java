package io.nightshift.promotion.aws.rollout;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.target.TargetPlatform;

/** The fields of a rollout that a target needs, or the reason why it cannot go on. */
public final class RolloutFields {

    private RolloutFields() {}

    /** The serving version is neither the baseline nor the promoted one. */
    public static CallFailed changed(String message) {
        return AwsCalls.refused(TargetPlatform.CHANGED, message);
    }

    /** A field of the rollback that the preflight recorded. */
    public static String baseline(Rollout rollout, String field) throws CallFailed {
        return field(rollout.baseline(), "baseline", field);
    }

    /** A required setting of this target in the policy. */
    public static String setting(Rollout rollout, String field) throws CallFailed {
        return field(rollout.settings(), "with", field);
    }

    private static String field(Json.Obj object, String where, String field) throws CallFailed {
        if (object.get(field) instanceof Json.Str(var text) && !text.isBlank()) {
            return text;
        }
        throw AwsCalls.refused("Missing", where + "." + field + " is missing: a text was expected");
    }
}
