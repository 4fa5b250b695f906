package io.nightshift.kubernetes;

import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/**
 * Turns an API server's response, or its absence, into a {@link Problem}. The messages are built from status, reason and
 * field names: the server's own message may repeat any value.
 *
 * @see <a
 *     href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#response-status-kind">Kubernetes:
 *     status kind</a>
 */
public final class KubernetesErrors {

    /** The object has changed since it was read; nothing was changed. */
    public static final String CONFLICT = "Conflict";

    /** A PodDisruptionBudget allows no eviction of a pod now. */
    public static final String DISRUPTION_BUDGET = "DisruptionBudget";

    static final String TIMEOUT = "Timeout";

    private static final Pattern REASON = Pattern.compile("[A-Za-z]{1,60}");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_.\\[\\]]{1,120}");
    private static final int MOST_FIELDS = 3;

    private KubernetesErrors() {}

    /**
     * @param status the status of a failed response
     * @param what verb, resource and namespace, as in a Role
     */
    static Problem answered(int status, byte[] body, String what) {
        var answer = parsed(body);
        var code = reason(answer).orElse("Http" + status);
        var message = "the API server answered %s (status %d)%s".formatted(code, status, more(status, answer, what));
        return switch (status) {
            case 409 -> Problem.transientFault(code, message);
            // Sent before the request is checked, because of the server's own limits.
            case 429 -> Problem.transientFault(isBudget(answer) ? DISRUPTION_BUDGET : code, message);
            case 408 -> Problem.uncertain(code, message);
            default -> status >= 500 ? Problem.uncertain(code, message) : Problem.permanent(code, message);
        };
    }

    /** A proxy's response, and a response for the server's own limits, is not JSON. */
    private static View parsed(byte[] body) {
        try {
            return View.of(Json.parse(body, JsonLimits.DEFAULT));
        } catch (JsonException e) {
            return View.of(Json.Obj.EMPTY);
        }
    }

    private static Optional<String> reason(View answer) {
        try {
            return answer.at("reason")
                    .optionalText()
                    .filter(text -> REASON.matcher(text).matches());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static String more(int status, View answer, String what) {
        return switch (status) {
            case 401 -> "; the token or client certificate is not taken: expired, or of another cluster";
            case 403 -> "; it needs a Role that lets it " + what + ", or an admission check said no";
            case 422 -> fields(answer);
            case 429 -> isBudget(answer) ? "; a PodDisruptionBudget allows no eviction of this pod now" : "";
            default -> "";
        };
    }

    /** Reports whether an eviction was refused, as opposed to a server with too many requests. */
    private static boolean isBudget(View answer) {
        try {
            for (var cause : answer.at("details", "causes").items()) {
                if (cause.at("reason").textOr("").equals(DISRUPTION_BUDGET)) {
                    return true;
                }
            }
        } catch (JsonException e) {
            return false;
        }
        return false;
    }

    private static String fields(View answer) {
        try {
            var fields = answer.at("details", "causes").items().stream()
                    .map(KubernetesErrors::field)
                    .flatMap(Optional::stream)
                    .limit(MOST_FIELDS)
                    .toList();
            return fields.isEmpty() ? "" : "; it did not take " + String.join(", ", fields);
        } catch (JsonException e) {
            return "";
        }
    }

    private static Optional<String> field(View cause) {
        try {
            return cause.at("field")
                    .optionalText()
                    .filter(text -> FIELD.matcher(text).matches());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** The wait that the server requests: its header, else the status's value; zero if neither. */
    static Duration wait(Optional<String> header, byte[] body) {
        return Duration.ofSeconds(header.filter(text -> text.matches("[0-9]{1,6}"))
                .map(Long::parseLong)
                .orElseGet(() -> inStatus(parsed(body))));
    }

    private static long inStatus(View answer) {
        try {
            return Math.clamp(answer.at("details", "retryAfterSeconds").integerOr(0), 0L, 1_000_000L);
        } catch (JsonException e) {
            return 0;
        }
    }

    /** @param e the reason why a call had no response */
    static Problem unanswered(Throwable e) {
        if (causes(e).anyMatch(KubernetesErrors::neverConnected)) {
            return Problem.transientFault("NoConnection", "no connection to the API server could be opened");
        }
        if (causes(e).anyMatch(cause -> cause instanceof HttpTimeoutException || cause instanceof TimeoutException)) {
            return Problem.uncertain(TIMEOUT, "the API server did not answer in time");
        }
        return Problem.uncertain("ConnectionLost", "the connection to the API server was lost before it answered");
    }

    private static boolean neverConnected(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
    }

    /** The same for a call that changes nothing. */
    static Problem calm(Problem problem) {
        return new Problem(problem.code(), problem.message(), problem.retryable(), false);
    }
}
