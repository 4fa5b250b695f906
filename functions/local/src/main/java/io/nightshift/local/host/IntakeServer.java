package io.nightshift.local.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nightshift.door.Door;
import io.nightshift.door.Knock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves a {@link Door} by the server of the JDK. */
public final class IntakeServer implements AutoCloseable {

    private static final int DRAIN_SECONDS = 10;

    private final HttpServer server;
    private final ExecutorService workers;
    private final Door door;

    public IntakeServer(InetSocketAddress address, Door door) throws IOException {
        this.door = door;
        workers = Executors.newVirtualThreadPerTaskExecutor();
        server = HttpServer.create(address, 0);
        server.setExecutor(workers);
        // One context for all: a path of HttpServer takes everything that begins with it.
        server.createContext("/", this::answer);
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Takes no new requests and lets those under way finish. */
    @Override
    public void close() {
        server.stop(DRAIN_SECONDS);
        workers.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var reply = door.answer(knock(exchange));
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), reply.bytes().length);
        try (var out = exchange.getResponseBody()) {
            out.write(reply.bytes());
        }
    }

    private static Knock knock(HttpExchange exchange) {
        var uri = exchange.getRequestURI();
        return new Knock(
                exchange.getRequestMethod(),
                uri.getPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                headers(exchange),
                most -> exchange.getRequestBody().readNBytes(most));
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        return headers;
    }
}
