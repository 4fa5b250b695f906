package io.nightshift.gcp;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponseException;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Calls through Google's REST clients; failures are thrown as {@link CallFailed}. */
public final class Rest {

    /** The name that Google's clients require for the user agent. */
    public static final String NAME = "nightshift";

    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,60}");

    private Rest() {}

    /** Prepares a request; may fail because of a name that is not allowed in it. */
    @FunctionalInterface
    public interface Prepared<R> {
        R request() throws IOException;
    }

    public static HttpRequestInitializer initializer(GcpClients clients) {
        return clients.http(Rest::repeatable);
    }

    /** Reads, and changes under a request id; Compute lists a group's managed instances by POST. */
    private static boolean repeatable(HttpRequest request) {
        return request.getRequestMethod().equals("GET")
                || request.getUrl().getRawPath().endsWith("/listManagedInstances")
                || request.getUrl().containsKey("requestId");
    }

    public static <A> A read(Prepared<? extends AbstractGoogleClientRequest<A>> call) throws CallFailed {
        try {
            return execute(call);
        } catch (IOException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    /** The requested object, or empty if it does not exist. */
    public static <A> Optional<A> find(Prepared<? extends AbstractGoogleClientRequest<A>> call) throws CallFailed {
        try {
            return Optional.of(execute(call));
        } catch (HttpResponseException e) {
            if (e.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw new CallFailed(GcpErrors.whileReading(e));
        } catch (IOException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    public static <A> A change(Prepared<? extends AbstractGoogleClientRequest<A>> call) throws CallFailed {
        try {
            return execute(call);
        } catch (IOException e) {
            throw new CallFailed(GcpErrors.whileChanging(e));
        }
    }

    /**
     * The failure of an operation that returned an error, described by its code only: its message may repeat anything.
     *
     * @param codes such as {@code INTERNAL_ERROR}
     */
    public static CallFailed failedOperation(Stream<String> codes) {
        var code = codes.filter(one -> one != null && CODE.matcher(one).matches())
                .findFirst()
                .orElse("OperationFailed");
        return new CallFailed(Problem.permanent(code, "Google Cloud's operation failed: " + code));
    }

    /** Uncompressed: gzip makes bodies of a few bytes larger. */
    private static <A> A execute(Prepared<? extends AbstractGoogleClientRequest<A>> call) throws IOException {
        return call.request().setDisableGZipContent(true).execute();
    }
}
