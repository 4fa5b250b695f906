package io.nightshift.webhook;

import io.nightshift.core.act.ConnectionFailures;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Timeouts;
import io.nightshift.core.json.Json;
import io.nightshift.trace.CurrentTrace;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends signed calls to the endpoints that the function is configured with. Each attempt carries the same
 * {@code Idempotency-Key} and a signature with its own time. Redirects are not followed, because the call is signed
 * for this endpoint only.
 */
public final class Webhooks {

    private static final int ATTEMPTS = 3;
    private static final String NO_ANSWER = "NoAnswer";
    private static final int BODY_MILLIS = 100;

    private final Map<String, Endpoint> endpoints = new TreeMap<>();
    private final InstantSource clock;
    private final IntConsumer backOff;
    private final Timeouts timeouts;
    private @Nullable HttpClient http;

    /**
     * @param backOff waits briefly, with jitter, after the n-th failed attempt ({@code Host::backOff})
     * @param attempt the time limit of one attempt; receivers may rely on 10 s
     */
    public Webhooks(Collection<Endpoint> endpoints, InstantSource clock, IntConsumer backOff, Duration attempt) {
        endpoints.forEach(endpoint -> this.endpoints.put(endpoint.name(), endpoint));
        this.clock = clock;
        this.backOff = backOff;
        this.timeouts = Timeouts.of(attempt);
    }

    /** Created at the first call: it reads the trust store and starts a thread, and few events call a webhook. */
    private synchronized HttpClient http() {
        var there = http;
        if (there == null) {
            there = HttpClient.newBuilder()
                    .connectTimeout(timeouts.connect())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            http = there;
        }
        return there;
    }

    public boolean knows(String name) {
        return endpoints.containsKey(name);
    }

    /** The receiver's response. */
    public sealed interface Called {
        /** @param already whether the receiver had already done it before, under the same key */
        record Taken(int status, boolean already) implements Called {}

        record NotTaken(Problem problem) implements Called {}
    }

    /**
     * What is sent.
     *
     * @param repeatable whether the receiver ignores a key that it has seen; otherwise a call with an unknown outcome is the
     *     last one
     * @param tokenMember the member of the body that takes the endpoint's token; empty if a header takes it
     */
    public record Call(Json.Obj body, boolean repeatable, Optional<String> tokenMember) {

        public static Call of(Json.Obj body) {
            return new Call(body, true, Optional.empty());
        }
    }

    public Called call(String name, IdempotencyKey key, Json.Obj body) {
        return call(name, key, Call.of(body));
    }

    public Called call(String name, IdempotencyKey key, Call call) {
        var endpoint = endpoints.get(name);
        if (endpoint == null) {
            return new Called.NotTaken(Problem.permanent(
                    "UnknownWebhook",
                    "the function is configured with no webhook of that name; known are "
                            + String.join(", ", endpoints.keySet())));
        }
        var secrets = secrets(endpoint);
        if (secrets.isEmpty()) {
            return notTaken(Problem.transientFault("NoKey", "the key of " + endpoint + " could not be read"));
        }
        var bytes = body(call, secrets.get().token()).bytes();
        var header = call.tokenMember().isPresent() ? "" : secrets.get().token();
        boolean uncertain = false;
        for (int attempt = 1; ; attempt++) {
            var called = attempt(endpoint, new Secrets(secrets.get().key(), header), key, bytes);
            if (!(called instanceof Called.NotTaken(var problem))) {
                return called;
            }
            uncertain |= problem.mayHaveHappened();
            boolean last = problem.code().equals(NO_ANSWER) || (problem.mayHaveHappened() && !call.repeatable());
            if (attempt == ATTEMPTS || !problem.retryable() || last) {
                return new Called.NotTaken(
                        new Problem(problem.code(), problem.message(), problem.retryable(), uncertain));
            }
            backOff.accept(attempt);
        }
    }

    /** @param token empty if the endpoint has none */
    private record Secrets(String key, String token) {}

    /** The text of any exception from the key store must not be repeated; nothing was sent. */
    private static Optional<Secrets> secrets(Endpoint endpoint) {
        try {
            return Optional.of(
                    new Secrets(endpoint.key().get(), endpoint.token().get()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Json.Obj body(Call call, String token) {
        return call.tokenMember()
                .filter(member -> !token.isEmpty())
                .map(member -> call.body().with(member, token))
                .orElse(call.body());
    }

    private Called attempt(Endpoint endpoint, Secrets secrets, IdempotencyKey key, byte[] body) {
        try {
            return judge(endpoint, status(request(endpoint, secrets, key, body)));
        } catch (ExecutionException | TimeoutException e) {
            return notTaken(
                    ConnectionFailures.causes(e).anyMatch(Webhooks::noConnection)
                            ? Problem.transientFault(
                                    "NoConnection", "no connection to " + endpoint + " could be opened")
                            : Problem.uncertain(NO_ANSWER, endpoint + " did not answer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notTaken(Problem.uncertain(NO_ANSWER, "the call of " + endpoint + " was interrupted"));
        }
    }

    /** The status is enough: it arrives before the body, which may never end. */
    private int status(HttpRequest request) throws ExecutionException, TimeoutException, InterruptedException {
        var status = new CompletableFuture<Integer>();
        var call = http().sendAsync(request, head -> {
            status.complete(head.statusCode());
            return HttpResponse.BodySubscribers.discarding();
        });
        var _ = call.whenComplete((done, failure) -> {
            if (failure != null) {
                status.completeExceptionally(failure);
            }
        });
        try {
            return status.get(timeouts.call().toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            end(call);
        }
    }

    /** If the body arrives at once, the connection is reused; otherwise the body and its connection are cancelled. */
    private static void end(CompletableFuture<?> call) throws InterruptedException {
        try {
            call.get(BODY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            call.cancel(true);
        }
    }

    private static boolean noConnection(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
    }

    private static Called notTaken(Problem problem) {
        return new Called.NotTaken(problem);
    }

    private HttpRequest request(Endpoint endpoint, Secrets secrets, IdempotencyKey key, byte[] body) {
        var timestamp = Long.toString(clock.instant().getEpochSecond());
        var request = HttpRequest.newBuilder(endpoint.url())
                .header("Content-Type", "application/json")
                .header("User-Agent", "nightshift")
                .header("Idempotency-Key", key.token())
                .header("X-Nightshift-Timestamp", timestamp)
                .header("X-Nightshift-Signature", Signature.of(secrets.key(), timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        CurrentTrace.get().ifPresent(context -> request.header(CurrentTrace.HEADER, context.text()));
        if (!secrets.token().isEmpty()) {
            request.header("Authorization", secrets.token());
        }
        return request.build();
    }

    private static Called judge(Endpoint endpoint, int status) {
        if (status >= 200 && status < 300) {
            return new Called.Taken(status, false);
        }
        if (status == 409) {
            return new Called.Taken(status, true);
        }
        var message = endpoint + " answered " + status;
        if (status == 408 || status == 429 || status == 503) {
            return notTaken(Problem.transientFault("Status" + status, message));
        }
        if (status >= 500) {
            // A gateway timed out, or the receiver failed after its work: the outcome is unknown.
            return notTaken(Problem.uncertain("Status" + status, message));
        }
        return notTaken(Problem.permanent(
                "Status" + status, status / 100 == 3 ? message + "; redirects are not followed" : message));
    }

    static Optional<Problem> problem(Called called) {
        return switch (called) {
            case Called.Taken ignored -> Optional.empty();
            case Called.NotTaken(var problem) -> Optional.of(problem);
        };
    }
}
