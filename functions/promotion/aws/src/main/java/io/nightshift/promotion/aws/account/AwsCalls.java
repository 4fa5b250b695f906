package io.nightshift.promotion.aws.account;

import io.nightshift.aws.AwsErrors;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls of the SDK whose failures are values. */
public final class AwsCalls {

    private AwsCalls() {}

    /** A call that changes nothing. */
    public static <T> T read(Supplier<T> call) throws CallFailed {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new CallFailed(AwsErrors.whileReading(e));
        }
    }

    public static <T> T change(Supplier<T> call) throws CallFailed {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new CallFailed(AwsErrors.whileChanging(e));
        }
    }

    /** Nothing was done, and a repetition does nothing either. */
    public static CallFailed refused(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    /** Nothing was done, as something else is under way; it passes. */
    public static CallFailed busy(String message) {
        return new CallFailed(Problem.transientFault("DeploymentInProgress", message));
    }

    /** What serves is neither the baseline nor what is promoted. */
    public static CallFailed changed(String message) {
        return refused(TargetPlatform.CHANGED, message);
    }

    /** What the preflight wrote down about the rollback. */
    public static String baseline(Rollout rollout, String field) throws CallFailed {
        return field(rollout.baseline(), "baseline", field);
    }

    /** What the policy has to say about this target. */
    public static String setting(Rollout rollout, String field) throws CallFailed {
        return field(rollout.settings(), "with", field);
    }

    private static String field(Json.Obj object, String where, String field) throws CallFailed {
        if (object.get(field) instanceof Json.Str(var text) && !text.isBlank()) {
            return text;
        }
        throw refused("Missing", where + "." + field + " is missing: a text was expected");
    }
}
