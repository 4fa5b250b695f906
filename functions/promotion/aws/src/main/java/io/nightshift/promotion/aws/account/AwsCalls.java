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

    /** Nothing was done, and a retry does not help. */
    public static CallFailed refused(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    /** Nothing was done, because another operation is in progress; this is transient. */
    public static CallFailed busy(String message) {
        return new CallFailed(Problem.transientFault("DeploymentInProgress", message));
    }

    /** The serving version is neither the baseline nor the promoted one. */
    public static CallFailed changed(String message) {
        return refused(TargetPlatform.CHANGED, message);
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
        throw refused("Missing", where + "." + field + " is missing: a text was expected");
    }
}
