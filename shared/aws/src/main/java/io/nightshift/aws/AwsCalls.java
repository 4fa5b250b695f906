package io.nightshift.aws;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
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
}
