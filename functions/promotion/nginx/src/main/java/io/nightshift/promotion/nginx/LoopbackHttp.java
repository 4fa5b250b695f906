package io.nightshift.promotion.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightshift.core.act.BoundedBody;
import io.nightshift.core.act.Timeouts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Short HTTP requests to a port of this machine. */
final class LoopbackHttp {

    private static final Timeouts TIMEOUTS = Timeouts.of(Duration.ofSeconds(2));

    private static final int LONGEST_BODY = 1024 * 1024;

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUTS.connect())
            .build();

    private LoopbackHttp() {}

    record Reply(int status, String body) {
        boolean isOk() {
            return status == 200;
        }
    }

    /** Empty without a response in time, or if it is too long. */
    static Optional<Reply> get(int port, String path) {
        return get(URI.create("http://127.0.0.1:" + port + path), TIMEOUTS);
    }

    static Optional<Reply> get(URI url, Timeouts timeouts) {
        try {
            var request = HttpRequest.newBuilder(url).build();
            var reply = timeouts.limit(() -> CLIENT.send(request, head -> new BoundedBody(LONGEST_BODY)));
            return reply.body().map(body -> new Reply(reply.statusCode(), new String(body, UTF_8)));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
