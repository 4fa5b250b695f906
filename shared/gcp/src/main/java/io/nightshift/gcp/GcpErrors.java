package io.nightshift.gcp;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import io.nightshift.core.act.ConnectionFailures;
import io.nightshift.core.act.Problem;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the exceptions of Google's clients into a {@link Problem}: {@link ApiException} of the gRPC clients,
 * {@link IOException} of the REST clients. The messages are built from code and status: a service's own message may repeat
 * any parameter.
 *
 * @see <a href="https://cloud.google.com/apis/design/errors">Google Cloud: errors</a>
 */
public final class GcpErrors {

    /**
     * The permission in "Permission 'run.services.update' denied", "Required 'compute.instances.get' permission" and "lacks
     * IAM permission "cloudtasks.tasks.create" for the resource".
     */
    private static final Pattern PERMISSION = Pattern.compile("['\"]([a-z]+\\.[A-Za-z]+\\.[A-Za-z]+)['\"]");

    private static final Pattern REASON = Pattern.compile("[A-Za-z0-9_]{1,60}");

    /** With status 403 they mean throttling; with 409, someone else's operation on the same resource. */
    private static final Set<String> PASSING =
            Set.of("rateLimitExceeded", "userRateLimitExceeded", "operationInProgress", "resourceNotReady");

    private GcpErrors() {}

    /** The problem of a gRPC call that changes nothing. */
    public static Problem whileReading(ApiException e) {
        return calm(whileChanging(e));
    }

    /** The problem of a gRPC call that changes the environment. */
    public static Problem whileChanging(ApiException e) {
        var code = e.getStatusCode().getCode();
        if (ConnectionFailures.tells(e)) {
            return Problem.transientFault("NoConnection", "no connection to Google Cloud could be opened");
        }
        return status(code, permission(e.getMessage()));
    }

    /** The problem for a status, for instance of a finished operation. */
    public static Problem status(StatusCode.Code code, String more) {
        var message = "Google Cloud answered " + code + more;
        return switch (code) {
            case RESOURCE_EXHAUSTED, ABORTED -> Problem.transientFault(code.name(), message);
            case UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, UNKNOWN, CANCELLED, DATA_LOSS ->
                Problem.uncertain(code.name(), message);
            case OK,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    UNAUTHENTICATED -> Problem.permanent(code.name(), message);
        };
    }

    /** The problem of a REST call that changes nothing. */
    public static Problem whileReading(IOException e) {
        return calm(whileChanging(e));
    }

    /** The problem of a REST call that changes the environment. */
    public static Problem whileChanging(IOException e) {
        return e instanceof HttpResponseException answer ? answered(answer) : unanswered(e);
    }

    private static Problem answered(HttpResponseException e) {
        int status = e.getStatusCode();
        var code = reason(e);
        var details = e instanceof GoogleJsonResponseException json ? json.getDetails() : null;
        var message = "Google Cloud answered %s (status %d)%s"
                .formatted(code, status, permission(details == null ? null : details.getMessage()));
        if (status == 429 || ((status == 403 || status == 409) && PASSING.contains(code))) {
            return Problem.transientFault(code, message);
        }
        return status >= 500 || status == 408 ? Problem.uncertain(code, message) : Problem.permanent(code, message);
    }

    /** {@code operationInProgress}; {@code Http503} if the response has no readable reason. */
    private static String reason(HttpResponseException e) {
        var details = e instanceof GoogleJsonResponseException json ? json.getDetails() : null;
        var reason = details == null || details.getErrors() == null
                ? null
                : details.getErrors().stream()
                        .map(GoogleJsonError.ErrorInfo::getReason)
                        .findFirst()
                        .orElse(null);
        return reason != null && REASON.matcher(reason).matches() ? reason : "Http" + e.getStatusCode();
    }

    private static Problem unanswered(IOException e) {
        if (ConnectionFailures.tells(e)) {
            return Problem.transientFault("NoConnection", "no connection to Google Cloud could be opened");
        }
        return ConnectionFailures.causes(e).anyMatch(SocketTimeoutException.class::isInstance)
                ? Problem.uncertain("Timeout", "Google Cloud did not answer in time")
                : Problem.uncertain("ConnectionLost", "the connection to Google Cloud was lost before it answered");
    }

    /** The missing permission: the only part of a service's message that is safe to repeat, and it saves a search. */
    private static String permission(@Nullable String text) {
        var match = PERMISSION.matcher(text == null ? "" : text);
        return match.find() ? "; it needs the permission " + match.group(1) : "";
    }

    private static Problem calm(Problem problem) {
        return new Problem(problem.code(), problem.message(), problem.retryable(), false);
    }
}
