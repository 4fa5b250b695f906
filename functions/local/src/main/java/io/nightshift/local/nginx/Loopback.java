package io.nightshift.local.nginx;

import io.nightshift.core.act.Timeouts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Short questions by HTTP to a port of this machine. */
final class Loopback {

    private static final Timeouts TIMEOUTS = Timeouts.of(Duration.ofSeconds(2));

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUTS.connect())
            .build();

    private Loopback() {}

    record Reply(int status, String body) {
        boolean isOk() {
            return status == 200;
        }
    }

    /** Empty where nobody answers in time. */
    static Optional<Reply> get(int port, String path) {
        return get(URI.create("http://127.0.0.1:" + port + path), TIMEOUTS);
    }

    static Optional<Reply> get(URI url, Timeouts timeouts) {
        try {
            var request = HttpRequest.newBuilder(url).build();
            var reply = timeouts.limit(() -> CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
            return Optional.of(new Reply(reply.statusCode(), reply.body()));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
