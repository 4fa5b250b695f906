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
 * The calls to one API server; failures are thrown as {@link CallFailed}. Transport and certificates come from the fabric8
 * client. The bodies are plain JSON, because a pod template must be written back exactly as it was read, with fields that no
 * client's model knows yet.
 *
 * <p>Nothing is read from the environment, system properties or home folder. No redirect is followed, because it would
 * receive the token. The client's own retries are off: it also retries changes, and for minutes.
 */
public final class KubernetesApi implements AutoCloseable {

    /** More than an API server stores for one object. */
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

    /**
     * @throws IllegalArgumentException when certificates or key cannot be read; the message contains none of their content
     */
    public static KubernetesApi of(ApiServerAccess access, KubernetesRetryPolicy retryPolicy) {
        try {
            return new KubernetesApi(
                    new Direct().newBuilder(config(access, retryPolicy)).build(), access, retryPolicy);
        } catch (KubernetesClientException e) {
            throw new IllegalArgumentException("the certificates for the API server cannot be used: "
                    + e.getClass().getSimpleName());
        }
    }

    /** The target of a redirect is not checked. */
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
                // The token is set at each call; an empty provider prevents the client from searching for another.
                .withOauthTokenProvider(() -> "");
        access.authority().ifPresent(config::withCaCertData);
        access.certificate()
                .ifPresent(own -> config.withClientCertData(own.certificate())
                        .withClientKeyData(own.key().get())
                        .withClientKeyAlgo(own.key().get().contains("BEGIN EC ") ? "EC" : "RSA"));
        return config.build();
    }

    /** The object at that path, or empty if there is none. */
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

    /** Retried only if nothing was changed; for other failures the caller must query first. */
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

    /** One line; for an invalid header the JDK throws an exception that repeats the value. */
    private String token() throws CallFailed {
        try {
            var token = access.token().get().strip();
            if (TOKEN.matcher(token).matches()) {
                return token;
            }
        } catch (RuntimeException e) {
            // Reported below: its message may repeat anything.
        }
        throw new CallFailed(Problem.permanent("BadToken", "the token for the API server cannot be read"));
    }

    /** The result of one attempt. */
    private sealed interface Came {
        record Got(Json.Obj object) implements Came {}

        /** @param asked the wait that the server requests before the next attempt */
        record Missed(Problem problem, Duration asked) implements Came {}
    }

    private Came attempt(HttpRequest.Builder request, String what) {
        var body = new LimitedBody(LONGEST_BODY);
        var call = http.consumeBytes(request.build(), body).thenCompose(body::whole);
        try {
            // The client's own time-out ends with the headers; this one covers the body, too.
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
            // Reported below: a parser's message may repeat the text.
        }
        return new Came.Missed(
                Problem.uncertain("BadAnswer", "the API server's answer is no JSON object"), Duration.ZERO);
    }

    @Override
    public void close() {
        http.close();
    }
}
