package io.nightshift.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What users saw of each version, for Prometheus to fetch. */
final class UsersNumbers implements AutoCloseable {

    private final HttpServer server;

    /** @param versions the versions that there are so far, as the proxy names them */
    UsersNumbers(ShopUsers users, Set<String> versions) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            var body = text(users, versions).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    private static String text(ShopUsers users, Set<String> versions) {
        var text = new StringBuilder();
        for (var version : versions) {
            var seen = users.seen(version);
            text.append("shop_requests_total{version=\"%s\"} %d\n".formatted(version, seen.requests()))
                    .append("shop_failed_total{version=\"%s\"} %d\n".formatted(version, seen.failed()));
        }
        return text.toString();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
