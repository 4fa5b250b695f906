package io.nightshift.sandbox.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;

/** Forwards requests to a real service or emulator, so that a {@link WireServer} in front of it can add faults. */
public record RequestForwarder(URI to, HttpClient client) implements WireServer.Service {

    /**
     * Headers that belong to one connection and are not forwarded (RFC 9110, 7.6.1), and those that the client sets itself.
     */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "http2-settings", "transfer-encoding");

    public static RequestForwarder to(URI service) {
        return new RequestForwarder(
                service,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    @Override
    public WireReply answer(WireRequest request) {
        var onward = HttpRequest.newBuilder(to.resolve(request.uri()))
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
                values.forEach(value -> onward.header(name, value));
            }
        });
        try {
            return reply(client.send(onward.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("the service behind did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WireReply.HangUp();
        }
    }

    private static WireReply reply(HttpResponse<byte[]> response) {
        var headers = new LinkedHashMap<String, String>();
        response.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, values.getFirst());
            }
        });
        return new WireReply.Reply(response.statusCode(), headers, response.body());
    }
}
