package io.nightshift.trace;

import io.nightshift.core.json.Json;
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
    private final Consumer<String> trouble;
    private final List<Span> waiting = new ArrayList<>();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private @Nullable HttpClient client;
    private boolean troubled;

    SpanExporter(URI endpoint, Consumer<String> trouble) {
        this.address = URI.create(endpoint.toString().replaceFirst("/+$", "") + "/v1/traces");
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
        var request = HttpRequest.newBuilder(address)
                .timeout(ATTEMPT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()))
                .build();
        sending = client().sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((response, failure) -> {
                    sent(
                            failure == null ? "status " + response.statusCode() : "no answer",
                            failure == null && response.statusCode() / 100 == 2);
                    return null;
                })
                .thenRun(this::send);
    }

    /** Created at the first span: it reads the trust store and starts a thread. */
    private HttpClient client() {
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

    /** Empty if nothing is on its way and nothing waits. */
    private synchronized Optional<CompletableFuture<?>> sending() {
        return sending.isDone() && waiting.isEmpty() ? Optional.empty() : Optional.of(sending);
    }

    void settle(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (var next = sending(); next.isPresent(); next = sending()) {
                next.get().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            // The spans that did not arrive are lost.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
