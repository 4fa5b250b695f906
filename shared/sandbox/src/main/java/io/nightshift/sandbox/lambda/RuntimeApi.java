package io.nightshift.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lambda's Runtime API for one function.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">the API</a>
 */
public final class RuntimeApi implements AutoCloseable {

    private static final String RUNTIME = "/2018-06-01/runtime/";
    private static final String INVOCATION = RUNTIME + "invocation/";

    private record Invocation(String id, String payload, CompletableFuture<Json> result) {}

    /** The function responded with an error. */
    public static final class FunctionErrorException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FunctionErrorException(String message) {
            super(message);
        }
    }

    private final Deque<Invocation> waiting = new ArrayDeque<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Json> initError = new CompletableFuture<>();
    private int invocations;
    private int asking;
    private final CompletableFuture<Boolean> readyForSnapshot = new CompletableFuture<>();
    private final CountDownLatch restored = new CountDownLatch(1);
    private final WireServer server = WireServer.before(this::answer);

    /** {@code HOST:PORT}, the form of {@code AWS_LAMBDA_RUNTIME_API}. */
    public String address() {
        return server.endpoint().getAuthority();
    }

    /** Passes an event to the function; the result can be awaited later. */
    public synchronized CompletableFuture<Json> begin(byte[] payload) {
        var text = new String(payload, StandardCharsets.UTF_8);
        var invocation = new Invocation("request-" + ++invocations, text, new CompletableFuture<>());
        waiting.add(invocation);
        notifyAll();
        return invocation.result();
    }

    /** The process that currently waits for an invocation is dead and gets none. */
    public synchronized void forget() {
        asking++;
        notifyAll();
    }

    public View invoke(byte[] payload) {
        return await(begin(payload));
    }

    /** The function's error if it could not be initialised. */
    public View initError() {
        return await(initError);
    }

    /**
     * Waits for the moment at which Lambda takes the snapshot of a function with SnapStart; the function is suspended until
     * {@link #restore}.
     */
    public void awaitSnapshot() {
        assertThat(within(readyForSnapshot)).isTrue();
    }

    /** The snapshot is taken and the function continues, as each restored process does. */
    public void restore() {
        restored.countDown();
    }

    private static View await(CompletableFuture<Json> result) {
        return View.of(within(result));
    }

    private static <T> T within(CompletableFuture<T> result) {
        try {
            return result.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FunctionErrorException error) {
                throw error;
            }
            throw new AssertionError(e);
        } catch (TimeoutException e) {
            throw new AssertionError("the function did not answer within a minute", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private WireReply answer(WireRequest request) {
        var path = request.path();
        if (path.equals(INVOCATION + "next")) {
            return next();
        }
        if (path.equals(RUNTIME + "init/error")) {
            initError.complete(json(request));
            return WireReply.empty(202);
        }
        if (path.equals(RUNTIME + "restore/next")) {
            return snapshot();
        }
        if (path.equals(RUNTIME + "restore/error")) {
            throw new AssertionError("the function could not be restored: " + request.text());
        }
        var parts = path.substring(INVOCATION.length()).split("/", -1);
        var invocation = running.remove(parts[0]);
        if (invocation == null) {
            return WireReply.empty(404);
        }
        if (parts[1].equals("response")) {
            invocation.result().complete(json(request));
        } else {
            invocation.result().completeExceptionally(new FunctionErrorException(request.text()));
        }
        return WireReply.empty(202);
    }

    private WireReply snapshot() {
        readyForSnapshot.complete(true);
        try {
            restored.await();
            return WireReply.empty(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WireReply.HangUp();
        }
    }

    private WireReply next() {
        try {
            return taken().map(RuntimeApi::handedOut).orElseGet(WireReply.HangUp::new);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WireReply.HangUp();
        }
    }

    /** Empty if the waiting process has died meanwhile. */
    private synchronized Optional<Invocation> taken() throws InterruptedException {
        int mine = ++asking;
        while (mine == asking && waiting.isEmpty()) {
            wait();
        }
        if (mine != asking) {
            return Optional.empty();
        }
        var invocation = waiting.remove();
        running.put(invocation.id(), invocation);
        return Optional.of(invocation);
    }

    private static WireReply handedOut(Invocation invocation) {
        var deadline = Instant.now().plus(Duration.ofMinutes(1)).toEpochMilli();
        return new WireReply.Reply(
                200,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Lambda-Runtime-Aws-Request-Id",
                        invocation.id(),
                        "Lambda-Runtime-Deadline-Ms",
                        Long.toString(deadline),
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:eu-central-1:111122223333:function:nightshift"),
                invocation.payload().getBytes(StandardCharsets.UTF_8));
    }

    private static Json json(WireRequest request) {
        try {
            return Json.parse(request.body(), JsonLimits.DEFAULT);
        } catch (JsonException e) {
            throw new AssertionError("no JSON: " + request.text(), e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
