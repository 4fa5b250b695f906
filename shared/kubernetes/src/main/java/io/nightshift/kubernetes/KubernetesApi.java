package io.nightshift.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.engine.EngineHost;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
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

    private static final String JSON = "application/json";

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]*");

    private final HttpClient http;
    private final ApiServerAccess access;
    /** A longer wait that the server requests is returned to the run, which retries later. */
    public static final RetryPolicy RETRY_POLICY = new RetryPolicy(
            3, Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofSeconds(2));

    /** Waits between attempts, with jitter. */
    @FunctionalInterface
    public interface Pause {
        /**
         * @param failed the number of failed attempts
         * @param atLeast the wait that the server requested; zero if none
         */
        void after(int failed, Duration atLeast);
    }

    private final RetryPolicy retryPolicy;
    private final Pause pause;

    private KubernetesApi(HttpClient http, ApiServerAccess access, RetryPolicy retryPolicy, Pause pause) {
        this.http = http;
        this.access = access;
        this.retryPolicy = retryPolicy;
        this.pause = pause;
    }

    /**
     * Waits as the server requests, and then with the host's jitter.
     *
     * @throws IllegalArgumentException when certificates or key cannot be read; the message contains none of their content
     */
    public static KubernetesApi of(ApiServerAccess access, EngineHost host) {
        return of(access, RETRY_POLICY, (failed, atLeast) -> {
            LockSupport.parkNanos(atLeast.toNanos());
            host.backOff(failed);
        });
    }

    /**
     * @throws IllegalArgumentException when certificates or key cannot be read; the message contains none of their content
     */
    public static KubernetesApi of(ApiServerAccess access, RetryPolicy retryPolicy, Pause pause) {
        try {
            return new KubernetesApi(
                    new Direct().newBuilder(config(access, retryPolicy)).build(), access, retryPolicy, pause);
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

    private static Config config(ApiServerAccess access, RetryPolicy retryPolicy) {
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
        return repeated(() -> {
            try {
                return attempt(request(path), what);
            } catch (CallFailed e) {
                throw new CallFailed(KubernetesErrors.calm(e.problem()), e.retryAfter());
            }
        });
    }

    /** Retried only if nothing was changed; for other failures the caller must query first. */
    public Json.Obj patch(String path, String type, Json body, String what) throws CallFailed {
        return repeated(() -> attempt(request(path).patch(type, body.text()), what));
    }

    /** Creates a subresource; retried as a {@link #patch} is. */
    public Json.Obj post(String path, Json body, String what) throws CallFailed {
        return repeated(() -> attempt(request(path).post(JSON, body.text()), what));
    }

    /** Deletes an object; retried as a {@link #patch} is. */
    public Json.Obj delete(String path, Json options, String what) throws CallFailed {
        return repeated(() -> attempt(request(path).delete(JSON, options.text()), what));
    }

    private Json.Obj repeated(RetryPolicy.Attempt<Json.Obj, CallFailed> call) throws CallFailed {
        return RetryPolicy.attempt(retryPolicy.attempts(), call, CallFailed.class, (e, failed) -> {
            boolean again = again(e.problem()) && e.retryAfter().compareTo(retryPolicy.longest()) <= 0;
            if (again) {
                pause.after(failed, e.retryAfter());
            }
            return again;
        });
    }

    private static boolean again(Problem problem) {
        return problem.retryable()
                && !problem.mayHaveHappened()
                && !problem.code().equals(KubernetesErrors.CONFLICT)
                && !problem.code().equals(KubernetesErrors.DISRUPTION_BUDGET)
                && !problem.code().equals(KubernetesErrors.TIMEOUT);
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

    private Json.Obj attempt(HttpRequest.Builder request, String what) throws CallFailed {
        var body = new LimitedBody(LONGEST_BODY);
        var call = http.consumeBytes(request.build(), body).thenCompose(body::whole);
        try {
            // The client's own time-out ends with the headers; this one covers the body, too.
            return result(call.get(retryPolicy.attempt().toMillis(), TimeUnit.MILLISECONDS), what);
        } catch (ExecutionException | TimeoutException e) {
            body.giveUp();
            call.cancel(true);
            throw new CallFailed(KubernetesErrors.unanswered(e));
        } catch (InterruptedException e) {
            body.giveUp();
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new CallFailed(Problem.uncertain("Interrupted", "the call was interrupted"));
        }
    }

    private static Json.Obj result(LimitedBody.Answer answer, String what) throws CallFailed {
        var response = answer.response();
        var body = answer.body();
        if (response.code() / 100 != 2) {
            var retryAfter = response.headers("Retry-After").stream().findFirst();
            throw new CallFailed(
                    KubernetesErrors.answered(response.code(), body, what), KubernetesErrors.wait(retryAfter, body));
        }
        try {
            if (Json.parse(body, JsonLimits.DEFAULT) instanceof Json.Obj object) {
                return object;
            }
        } catch (JsonException e) {
            // Reported below: a parser's message may repeat the text.
        }
        throw new CallFailed(Problem.uncertain("BadAnswer", "the API server's answer is no JSON object"));
    }

    @Override
    public void close() {
        http.close();
    }
}
