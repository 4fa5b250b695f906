package io.nightshift.web;

import io.nightshift.core.act.BoundedBody;
import io.nightshift.core.act.ConnectionFailures;
import io.nightshift.core.act.Problem;
import io.nightshift.trace.CurrentTrace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP client for all observers. It follows no redirect, and retries nothing except what the JDK's client retries by
 * itself (a GET on a connection that was closed without a response). Problems name the host and never the address: a query
 * may contain a secret.
 */
public final class WebClient implements AutoCloseable {

    private static final int REQUESTS_OF_A_LOOK = 3;
    private static final Pattern CLEAR = Pattern.compile("(?i)unrecognized SSL message");

    private final Duration retryPolicy;
    private final Duration altogether;
    private final InstantSource clock;
    private @Nullable HttpClient client;

    /** The limit for all requests of one observation is three times that of one request. */
    public WebClient(Duration retryPolicy, InstantSource clock) {
        this(retryPolicy, retryPolicy.multipliedBy(REQUESTS_OF_A_LOOK), clock);
    }

    /**
     * @param retryPolicy the limit for one request and its whole response
     * @param altogether the limit for all requests of one observation; together with the last request's limit it must stay
     *     below half of the engine's lease
     */
    public WebClient(Duration retryPolicy, Duration altogether, InstantSource clock) {
        this.retryPolicy = retryPolicy;
        this.altogether = altogether;
        this.clock = clock;
    }

    /** Created at the first request: it reads the trust store and starts a thread, which must not be in a snapshot. */
    private synchronized HttpClient client() {
        var there = client;
        if (there == null) {
            there = HttpClient.newBuilder()
                    .followRedirects(Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(retryPolicy)
                    .build();
            client = there;
        }
        return there;
    }

    /** The requests of one observation, with a common time limit. */
    public HttpSession session() {
        return new HttpSession(this, clock, clock.instant().plus(altogether));
    }

    /** @param longest the maximum length of a body in bytes */
    public HttpResult ask(HttpRequest.Builder asked, int longest) {
        CurrentTrace.get().ifPresent(context -> asked.setHeader(CurrentTrace.HEADER, context.text()));
        var request = asked.setHeader("User-Agent", "nightshift").build();
        var call = client().sendAsync(request, head -> new BoundedBody(longest));
        try {
            // The client's own time-out ends with the headers; this one covers the body, too.
            return result(call.get(retryPolicy.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            call.cancel(true);
            return new HttpResult.Missed(problem(request.uri(), e));
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return new HttpResult.Missed(Problem.transientFault("Interrupted", "the request was interrupted"));
        }
    }

    private static HttpResult result(HttpResponse<Optional<byte[]>> response) {
        return response.body()
                .<HttpResult>map(body -> new HttpResult.Answered(response.statusCode(), response.headers(), body))
                .orElseGet(() -> new HttpResult.TooLong(response.statusCode()));
    }

    private Problem problem(URI uri, Exception failure) {
        var host = uri.getHost();
        boolean late = ConnectionFailures.causes(failure)
                .anyMatch(cause -> cause instanceof TimeoutException || cause instanceof HttpTimeoutException);
        if (late) {
            return Problem.transientFault("Timeout", host + " did not answer within " + retryPolicy.toMillis() + " ms");
        }
        var tls = tls(uri.getAuthority(), failure);
        if (tls.isPresent()) {
            return tls.get();
        }
        return ConnectionFailures.tells(failure)
                ? Problem.transientFault("Unreachable", host + " cannot be reached")
                : Problem.transientFault("Disconnected", host + " did not answer to the end");
    }

    /** The TLS problem, if it is one. The JDK reports a server without TLS only in the text of an exception. */
    private static Optional<Problem> tls(String server, Exception failure) {
        boolean clear = ConnectionFailures.causes(failure)
                .filter(SSLException.class::isInstance)
                .anyMatch(fault ->
                        CLEAR.matcher(String.valueOf(fault.getMessage())).find());
        if (clear) {
            return Optional.of(
                    Problem.permanent(
                            "NoTls",
                            server
                                    + " does not speak TLS; if it is to be asked in the clear, name it in NIGHTSHIFT_PLAIN_HOSTS"));
        }
        return ConnectionFailures.causes(failure).anyMatch(CertificateException.class::isInstance)
                ? Optional.of(Problem.transientFault(
                        "BadCertificate", "the certificate of " + server + " is not trusted here"))
                : Optional.empty();
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
