package io.nightshift.gcp;

import com.google.api.client.http.HttpBackOffIOExceptionHandler;
import com.google.api.client.http.HttpBackOffUnsuccessfulResponseHandler;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.util.ExponentialBackOff;
import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.ServerStreamingCallSettings;
import com.google.api.gax.rpc.StatusCode;
import com.google.api.gax.rpc.UnaryCallSettings;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.act.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sets up every Google client in the same way. Nothing is looked up: credentials and endpoints are given.
 *
 * @param credentials those of the function's own service account; empty for a fake, which needs none
 * @param rest a fake to use instead of Google, for every REST service
 * @param grpc the same for every gRPC service, in plain text
 */
public record GcpClients(
        Optional<Credentials> credentials, Optional<URI> rest, Optional<URI> grpc, RetryPolicy retryPolicy) {

    public static final RetryPolicy RETRY_POLICY = new RetryPolicy(
            3, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(3));

    /** Refused before any effect: safe to repeat for every call. */
    private static final Set<StatusCode.Code> REFUSED = Set.of(StatusCode.Code.RESOURCE_EXHAUSTED);

    private static final Set<StatusCode.Code> PASSING =
            Set.of(StatusCode.Code.RESOURCE_EXHAUSTED, StatusCode.Code.UNAVAILABLE, StatusCode.Code.DEADLINE_EXCEEDED);

    /**
     * The application default credentials, with a time limit for each whole token refresh.
     *
     * @throws IOException if there are none
     */
    public static Credentials applicationDefault(RetryPolicy retryPolicy) throws IOException {
        var transport = transport(retryPolicy);
        return GoogleCredentials.getApplicationDefault(() -> transport)
                .createScoped("https://www.googleapis.com/auth/cloud-platform");
    }

    /** Without the credentials, whose own text contains the access token. */
    @Override
    public String toString() {
        return "GcpClients[rest=%s, grpc=%s, retryPolicy=%s]".formatted(rest, grpc, retryPolicy);
    }

    public CredentialsProvider credentialsProvider() {
        return credentials
                .<CredentialsProvider>map(FixedCredentialsProvider::create)
                .orElseGet(NoCredentialsProvider::create);
    }

    /** The channel of a gRPC client, with the service's own defaults unless there is a fake. */
    public InstantiatingGrpcChannelProvider channel(InstantiatingGrpcChannelProvider.Builder defaults) {
        return grpc.map(standIn -> defaults.setEndpoint(standIn.getHost() + ":" + standIn.getPort())
                        .setChannelConfigurator(channel -> channel.usePlaintext())
                        .build())
                .orElseGet(defaults::build);
    }

    /** A method that changes the environment: retried only if it was throttled. */
    public <Q, A> void changing(UnaryCallSettings.Builder<Q, A> method) {
        method.setRetryableCodes(REFUSED).setRetrySettings(retries());
    }

    /** A method that only reads, or that may be repeated safely if it is unknown whether it took effect. */
    public <Q, A> void reading(UnaryCallSettings.Builder<Q, A> method) {
        method.setRetryableCodes(PASSING).setRetrySettings(retries());
    }

    /** The same for a streamed response: retried until its first part arrives. */
    public <Q, A> void reading(ServerStreamingCallSettings.Builder<Q, A> method) {
        method.setRetryableCodes(PASSING).setRetrySettings(retries());
    }

    private RetrySettings retries() {
        return RetrySettings.newBuilder()
                .setMaxAttempts(retryPolicy.attempts())
                .setTotalTimeoutDuration(retryPolicy.call())
                .setInitialRetryDelayDuration(retryPolicy.pause())
                .setRetryDelayMultiplier(2)
                .setMaxRetryDelayDuration(retryPolicy.longest())
                .setInitialRpcTimeoutDuration(retryPolicy.attempt())
                .setRpcTimeoutMultiplier(1)
                .setMaxRpcTimeoutDuration(retryPolicy.attempt())
                .build();
    }

    /** The root of a REST service: its own, or the fake's. */
    public String root(String own) {
        return rest.map(standIn -> standIn + "/").orElse(own);
    }

    public HttpTransport transport() {
        return transport(retryPolicy);
    }

    static HttpTransport transport(RetryPolicy retryPolicy) {
        return new JdkTransport(new Timeouts(retryPolicy.connect(), retryPolicy.attempt()));
    }

    /**
     * The set-up of every REST request: credentials, time-outs, and bounded retries.
     *
     * @param repeatable whether a request may be repeated if it is unknown whether it took effect
     */
    public HttpRequestInitializer http(Predicate<HttpRequest> repeatable) {
        return request -> {
            if (credentials.isPresent()) {
                new HttpCredentialsAdapter(credentials.get()).initialize(request);
            }
            var unauthorized = request.getUnsuccessfulResponseHandler();
            var again = new HttpBackOffUnsuccessfulResponseHandler(backOff())
                    .setBackOffRequired(response -> response.getStatusCode() == 429
                            || (response.getStatusCode() >= 500 && repeatable.test(response.getRequest())));
            request.setUnsuccessfulResponseHandler((failed, response, supported) ->
                            (unauthorized != null && unauthorized.handleResponse(failed, response, supported))
                                    || again.handleResponse(failed, response, supported))
                    .setNumberOfRetries(retryPolicy.attempts() - 1)
                    .setConnectTimeout((int) retryPolicy.connect().toMillis())
                    .setReadTimeout((int) retryPolicy.attempt().toMillis());
            var lost = new HttpBackOffIOExceptionHandler(backOff());
            request.setIOExceptionHandler(
                    (failed, supported) -> repeatable.test(failed) && lost.handleIOException(failed, supported));
        };
    }

    private ExponentialBackOff backOff() {
        return new ExponentialBackOff.Builder()
                .setInitialIntervalMillis((int) retryPolicy.pause().toMillis())
                .setMaxIntervalMillis((int) retryPolicy.longest().toMillis())
                .setMultiplier(2)
                .setRandomizationFactor(0.99)
                .build();
    }
}
