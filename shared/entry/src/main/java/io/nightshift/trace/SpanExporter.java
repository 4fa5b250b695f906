package io.nightshift.trace;

import io.nightshift.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans to a collector by OTLP/HTTP in JSON, one request at a time beside the work; what ends meanwhile goes with the next
 * one. A collector that does not answer costs spans, never work.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
final class SpanExporter {

    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    /** More than that many are dropped. */
    private static final int MOST = 2_000;

    private static final Json RESOURCE =
            Json.obj().with("attributes", Span.attributes(Map.of("service.name", "nightshift")));

    private final URI address;
    private final Supplier<Map<String, String>> headers;
    private final Consumer<String> trouble;
    private final List<Span> waiting = new ArrayList<>();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private @Nullable HttpClient client;
    private boolean troubled;

    SpanExporter(URI endpoint, Supplier<Map<String, String>> headers, Consumer<String> trouble) {
        this.address = URI.create(endpoint.toString().replaceFirst("/+$", "") + "/v1/traces");
        this.headers = headers;
        this.trouble = trouble;
    }

    synchronized void add(Span span) {
        if (waiting.size() < MOST) {
            waiting.add(span);
        }
        if (sending.isDone()) {
            send();
        }
    }

    private synchronized void send() {
        if (waiting.isEmpty()) {
            return;
        }
        var spans = Json.arr(waiting.stream().map(Span::toJson).toList());
        waiting.clear();
        var scope = Json.obj()
                .with("scope", Json.obj().with("name", "io.nightshift"))
                .with("spans", spans);
        var body = Json.obj()
                .with(
                        "resourceSpans",
                        Json.arr(List.of(
                                Json.obj().with("resource", RESOURCE).with("scopeSpans", Json.arr(List.of(scope))))));
        // The headers may have to be read from a store: not on the thread of the work.
        sending = CompletableFuture.runAsync(
                        () -> post(body.bytes()), task -> Thread.ofVirtual().start(task))
                .thenRun(this::send);
    }

    private void post(byte[] spans) {
        HttpRequest request;
        try {
            request = request(spans);
        } catch (RuntimeException e) {
            // The message of a store or a parser may be long; none of it helps more than this.
            sent("its headers (OTEL_EXPORTER_OTLP_HEADERS) cannot be read", false);
            return;
        }
        try {
            int status = client().send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            sent("status " + status, status / 100 == 2);
        } catch (IOException e) {
            sent("no answer", false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(byte[] spans) {
        var request = HttpRequest.newBuilder(address)
                .timeout(ATTEMPT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(spans));
        headers.get().forEach(request::header);
        return request.build();
    }

    /** Created at the first span: it reads the trust store and starts a thread. */
    private synchronized HttpClient client() {
        var there = client;
        if (there == null) {
            there = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(ATTEMPT)
                    .build();
            client = there;
        }
        return there;
    }

    private synchronized void sent(String outcome, boolean taken) {
        if (!taken && !troubled) {
            trouble.accept("the collector of traces at " + address.getHost() + ": " + outcome);
        }
        troubled = !taken;
    }

    /** Empty if nothing is on its way. A span that came just as a request ended waits: it goes now. */
    private synchronized Optional<CompletableFuture<?>> sending() {
        if (sending.isDone()) {
            send();
        }
        return sending.isDone() ? Optional.empty() : Optional.of(sending);
    }

    void settle(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (var next = sending(); next.isPresent(); next = sending()) {
                next.get().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            // They arrive later, if the process goes on.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
