package io.nightshift.aws;

import io.nightshift.core.act.ConnectionFailures;
import io.nightshift.core.act.Problem;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Turns the SDK's exceptions into a {@link Problem}. The messages are built from code, status and request id: a service's own
 * message may repeat any parameter of the call.
 *
 * <p>All attempts of a call count, not only the last: a change may have happened if its first attempt timed out and its
 * second was throttled. The SDK keeps earlier attempts as suppressed exceptions that contain only their text; a text that
 * does not prove a refusal counts as "may have happened".
 */
public final class AwsErrors {

    /** The text that the SDK appends to a service's message. */
    private static final Pattern ANSWERED =
            Pattern.compile("\\(Service: [^()]*, Status Code: (\\d{3}), Request ID: [^()]*\\)");

    private static final Pattern OF_THE_ATTEMPT =
            Pattern.compile("^Request attempt \\d+ failure: |(?<=Request ID: )[^,()]*| \\(SDK Attempt Count: \\d+\\)$");

    private static final Pattern DENIED = Pattern.compile("not authorized to perform: ([A-Za-z0-9-]+:[A-Za-z0-9*]+)");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,80}");

    /** The credentials expired during the call; the next call uses new ones. */
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

    private AwsErrors() {}

    /** The problem of a call that changes nothing. */
    public static Problem whileReading(SdkException e) {
        return new Problem(code(e), message(e), retryable(e), false);
    }

    /** The problem of a call that changes the environment. */
    public static Problem whileChanging(SdkException e) {
        return new Problem(code(e), message(e), retryable(e), mayHaveHappened(e));
    }

    /**
     * The service's error code ({@code Throttling}, {@code DBInstanceNotFound}), or Nightshift's own if no service responded.
     */
    public static String code(SdkException e) {
        return switch (e) {
            case AwsServiceException service -> clean(errorCode(service.awsErrorDetails()), "Unknown");
            case ApiCallTimeoutException ignored -> "Timeout";
            case ApiCallAttemptTimeoutException ignored -> "Timeout";
            case AbortedException ignored -> "Aborted";
            case SdkException other when ConnectionFailures.tells(other.getCause()) -> "NoConnection";
            case SdkException other when hasCause(other, SocketTimeoutException.class) -> "Timeout";
            case SdkException other when hasCause(other, IOException.class) -> "ConnectionLost";
            case SdkException ignored -> "ClientError";
        };
    }

    private static @Nullable String errorCode(@Nullable AwsErrorDetails details) {
        return details == null ? null : details.errorCode();
    }

    /** Reports whether the service throttled the call. */
    public static boolean throttled(SdkException e) {
        return e instanceof SdkServiceException service && service.isThrottlingException();
    }

    private static boolean retryable(SdkException e) {
        if (e instanceof SdkServiceException service) {
            return service.statusCode() >= 500
                    || throttled(e)
                    || service.isClockSkewException()
                    || EXPIRED.contains(code(e));
        }
        return !code(e).equals("ClientError");
    }

    private static String message(SdkException e) {
        if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            var details = service.awsErrorDetails();
            return "%s answered %s (status %d, request %s)%s"
                    .formatted(
                            clean(details.serviceName(), "AWS"),
                            code(e),
                            service.statusCode(),
                            clean(service.requestId(), "unknown"),
                            denied(details.errorMessage()));
        }
        return switch (code(e)) {
            case "Timeout" -> "AWS did not answer in time";
            case "NoConnection" -> "no connection to AWS could be opened";
            case "ConnectionLost" -> "the connection to AWS was lost before it answered";
            case "Aborted" -> "the call was interrupted";
            default ->
                noCredentials(e)
                        ? "no credentials for AWS were found where the SDK looks for them"
                        : "the call could not be sent or its answer not be read: "
                                + e.getClass().getSimpleName();
        };
    }

    /** The SDK has no type for this error; the rest of its text quotes each provider and must not be repeated. */
    private static boolean noCredentials(SdkException e) {
        return String.valueOf(e.getMessage()).startsWith("Unable to load credentials");
    }

    /** The missing permission: the only part of a service's message that is safe to repeat, and it saves a search. */
    private static String denied(@Nullable String message) {
        var match = DENIED.matcher(message == null ? "" : message);
        return match.find() ? ": not authorized to perform " + match.group(1) : "";
    }

    private static String clean(@Nullable String text, String otherwise) {
        return text != null && CODE.matcher(text).matches() ? text : otherwise;
    }

    /** Reports whether the service may have executed the call, in any attempt. */
    static boolean mayHaveHappened(SdkException e) {
        if (!refused(e)) {
            return true;
        }
        var last = failure(e);
        return Arrays.stream(e.getSuppressed())
                .map(AwsErrors::failure)
                .anyMatch(earlier -> !earlier.equals(last) && !isRefusal(earlier));
    }

    private static boolean refused(SdkException e) {
        if (e instanceof SdkServiceException service) {
            return service.statusCode() < 500 || throttled(e);
        }
        // Without a number of attempts, it failed before the first: no credentials, or a missing parameter.
        return ConnectionFailures.tells(e.getCause()) || (e.numAttempts() == null && code(e).equals("ClientError"));
    }

    private static boolean isRefusal(String attempt) {
        var match = ANSWERED.matcher(attempt);
        return match.find() && match.group(1).startsWith("4");
    }

    /** The text of one attempt's failure, without the parts that differ between attempts. */
    private static String failure(Throwable attempt) {
        return OF_THE_ATTEMPT.matcher(String.valueOf(attempt.getMessage())).replaceAll("");
    }

    private static boolean hasCause(SdkException e, Class<? extends Throwable> type) {
        return ConnectionFailures.causes(e.getCause()).anyMatch(type::isInstance);
    }
}
