package io.nightshift.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * The calls to one API server; what they fail with is a {@link CallFailed}. Transport, certificates and authority are those
 * of the fabric8 client; what goes over it is plain JSON, because a pod template has to go back exactly as it came, with
 * fields that no model of a client knows yet.
 *
 * <p>Nothing is taken from environment, system properties or home folder, no redirect is followed (it would get the token),
 * and the client's own repetitions are off: it repeats a change, too, and for minutes.
 */
public final class KubernetesApi implements AutoCloseable {

    /** More than an API server stores of one object. */
    private static final int LONGEST_BODY = 16 * 1024 * 1024;

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]*");

    private final HttpClient http;
    private final ApiServerAccess access;
    private final KubernetesRetryPolicy retryPolicy;

    private KubernetesApi(HttpClient http, ApiServerAccess access, KubernetesRetryPolicy retryPolicy) {
        this.http = http;
        this.access = access;
        this.retryPolicy = retryPolicy;
    }

    /** @throws IllegalArgumentException when certificates or key cannot be read; says nothing of what is in them */
    public static KubernetesApi of(ApiServerAccess access, KubernetesRetryPolicy retryPolicy) {
        try {
            return new KubernetesApi(
                    new Direct().newBuilder(config(access, retryPolicy)).build(), access, retryPolicy);
        } catch (KubernetesClientException e) {
            throw new IllegalArgumentException("the certificates for the API server cannot be used: "
                    + e.getClass().getSimpleName());
        }
    }

    /** Where a redirect leads nobody has checked. */
    private static final class Direct extends JdkHttpClientFactory {
        @Override
        protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
            builder.followRedirects(Redirect.NEVER);
        }
    }

    private static Config config(ApiServerAccess access, KubernetesRetryPolicy retryPolicy) {
        var config = new ConfigBuilder(Config.empty())
                .withAutoConfigure(false)
                .withMasterUrl(access.server().toString())
                .withUserAgent("nightshift")
                .withConnectionTimeout((int) retryPolicy.connect().toMillis())
                .withRequestRetryBackoffLimit(0)
                .withHttp2Disable(true)
                // The token is set at each call; an empty provider keeps the client from looking for another.
                .withOauthTokenProvider(() -> "");
        access.authority().ifPresent(config::withCaCertData);
        access.certificate()
                .ifPresent(own -> config.withClientCertData(own.certificate())
                        .withClientKeyData(own.key().get())
                        .withClientKeyAlgo(own.key().get().contains("BEGIN EC ") ? "EC" : "RSA"));
        return config.build();
    }

    /** What is at that path, or nothing if nothing is. */
    public Optional<Json.Obj> find(String path, String what) throws CallFailed {
        try {
            return Optional.of(get(path, what));
        } catch (CallFailed e) {
            if (e.problem().code().equals("NotFound")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public Json.Obj get(String path, String what) throws CallFailed {
        for (int failed = 1; ; failed++) {
            switch (attempt(request(path), what)) {
                case Came.Got(var object) -> {
                    return object;
                }
                case Came.Missed(var problem, var asked) -> pauseOrFail(failed, KubernetesErrors.calm(problem), asked);
            }
        }
    }

    /** Repeated only if nothing was changed; who asks for a repetition of the rest has to look first. */
    public Json.Obj patch(String path, String type, Json body, String what) throws CallFailed {
        for (int failed = 1; ; failed++) {
            switch (attempt(request(path).patch(type, body.text()), what)) {
                case Came.Got(var object) -> {
                    return object;
                }
                case Came.Missed(var problem, var asked) -> pauseOrFail(failed, problem, asked);
            }
        }
    }

    private void pauseOrFail(int failed, Problem problem, Duration wait) throws CallFailed {
        boolean again = problem.retryable()
                && !problem.mayHaveHappened()
                && !problem.code().equals(KubernetesErrors.CONFLICT)
                && !problem.code().equals(KubernetesErrors.TIMEOUT);
        if (!again || failed == retryPolicy.attempts() || wait.compareTo(retryPolicy.longest()) > 0) {
            throw new CallFailed(problem);
        }
        retryPolicy.pause().after(failed, wait);
    }

    private HttpRequest.Builder request(String path) throws CallFailed {
        var token = token();
        var request = http.newHttpRequestBuilder()
                .uri(access.server().toString().replaceAll("/+$", "") + path)
                .timeout(retryPolicy.attempt().toMillis(), TimeUnit.MILLISECONDS)
                .header("Accept", "application/json");
        return token.isEmpty() ? request : request.setHeader("Authorization", "Bearer " + token);
    }

    /** One line; the JDK repeats a header that it does not take, with its value, in an exception. */
    private String token() throws CallFailed {
        try {
            var token = access.token().get().strip();
            if (TOKEN.matcher(token).matches()) {
                return token;
            }
        } catch (RuntimeException e) {
            // Told below: nobody knows what its words repeat.
        }
        throw new CallFailed(Problem.permanent("BadToken", "the token for the API server cannot be read"));
    }

    /** What came of one attempt. */
    private sealed interface Came {
        record Got(Json.Obj object) implements Came {}

        /** @param asked what the server asks for before the next one */
        record Missed(Problem problem, Duration asked) implements Came {}
    }

    private Came attempt(HttpRequest.Builder request, String what) {
        var body = new LimitedBody(LONGEST_BODY);
        var call = http.consumeBytes(request.build(), body).thenCompose(body::whole);
        try {
            // The client's own time-out ends with the headers; this one is for the body, too.
            return result(call.get(retryPolicy.attempt().toMillis(), TimeUnit.MILLISECONDS), what);
        } catch (ExecutionException | TimeoutException e) {
            body.giveUp();
            call.cancel(true);
            return new Came.Missed(KubernetesErrors.unanswered(e), Duration.ZERO);
        } catch (InterruptedException e) {
            body.giveUp();
            call.cancel(true);
            Thread.currentThread().interrupt();
            return new Came.Missed(Problem.uncertain("Interrupted", "the call was interrupted"), Duration.ZERO);
        }
    }

    private static Came result(LimitedBody.Answer answer, String what) {
        var response = answer.response();
        var body = answer.body();
        if (response.code() / 100 != 2) {
            var retryAfter = response.headers("Retry-After").stream().findFirst();
            return new Came.Missed(
                    KubernetesErrors.answered(response.code(), body, what), KubernetesErrors.wait(retryAfter, body));
        }
        try {
            if (Json.parse(body, JsonLimits.DEFAULT) instanceof Json.Obj object) {
                return new Came.Got(object);
            }
        } catch (JsonException e) {
            // Told below: a parser's words may repeat what it read.
        }
        return new Came.Missed(
                Problem.uncertain("BadAnswer", "the API server's answer is no JSON object"), Duration.ZERO);
    }

    @Override
    public void close() {
        http.close();
    }
}
