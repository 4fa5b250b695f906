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
import io.nightshift.core.act.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sets up every Google client in the same way. Nothing is looked up for it: credentials and endpoints are given.
 *
 * @param credentials those of the function's own service account; empty against a stand-in, which asks for none
 * @param rest a stand-in to talk to instead of Google, for every REST service
 * @param grpc the same for every gRPC service, in plain text
 */
public record GcpClients(
        Optional<Credentials> credentials, Optional<URI> rest, Optional<URI> grpc, GcpRetryPolicy retryPolicy) {

    /** Refused before it did anything: safe to repeat, whatever the call. */
    private static final Set<StatusCode.Code> REFUSED = Set.of(StatusCode.Code.RESOURCE_EXHAUSTED);

    private static final Set<StatusCode.Code> PASSING =
            Set.of(StatusCode.Code.RESOURCE_EXHAUSTED, StatusCode.Code.UNAVAILABLE, StatusCode.Code.DEADLINE_EXCEEDED);

    /**
     * The application default credentials, with a limit for the whole of each refresh of a token.
     *
     * @throws IOException if there are none
     */
    public static Credentials applicationDefault(GcpRetryPolicy retryPolicy) throws IOException {
        var transport = transport(retryPolicy);
        return GoogleCredentials.getApplicationDefault(() -> transport)
                .createScoped("https://www.googleapis.com/auth/cloud-platform");
    }

    /** Without the credentials, whose own text has the access token in it. */
    @Override
    public String toString() {
        return "GcpClients[rest=%s, grpc=%s, patience=%s]".formatted(rest, grpc, retryPolicy);
    }

    public CredentialsProvider credentialsProvider() {
        return credentials
                .<CredentialsProvider>map(FixedCredentialsProvider::create)
                .orElseGet(NoCredentialsProvider::create);
    }

    /** The channel of a gRPC client, on the service's own defaults unless there is a stand-in. */
    public InstantiatingGrpcChannelProvider channel(InstantiatingGrpcChannelProvider.Builder defaults) {
        return grpc.map(standIn -> defaults.setEndpoint(standIn.getHost() + ":" + standIn.getPort())
                        .setChannelConfigurator(channel -> channel.usePlaintext())
                        .build())
                .orElseGet(defaults::build);
    }

    /** A method that changes the environment: repeated only if it was refused for asking too much. */
    public <Q, A> void changing(UnaryCallSettings.Builder<Q, A> method) {
        method.setRetryableCodes(REFUSED).setRetrySettings(retries());
    }

    /** A method that only looks, or that may be sent again without harm when nobody knows whether it went through. */
    public <Q, A> void reading(UnaryCallSettings.Builder<Q, A> method) {
        method.setRetryableCodes(PASSING).setRetrySettings(retries());
    }

    /** The same if the answer is a stream: repeated as long as nothing of it has come. */
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

    /** The root of a REST service: its own, or the stand-in's. */
    public String root(String own) {
        return rest.map(standIn -> standIn + "/").orElse(own);
    }

    public HttpTransport transport() {
        return transport(retryPolicy);
    }

    static HttpTransport transport(GcpRetryPolicy retryPolicy) {
        return new JdkTransport(new Timeouts(retryPolicy.connect(), retryPolicy.attempt()));
    }

    /**
     * What every REST request gets: credentials, time-outs, and bounded repetition.
     *
     * @param repeatable whether a request may be sent again when nobody knows whether it went through
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
