package io.nightshift.local.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes spans by OTLP over HTTP with protobuf, and gives tokens as Google's metadata server does. What is not that is refused.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-request">OpenTelemetry: OTLP/HTTP</a>
 */
final class OtlpReceiver implements AutoCloseable {

    static final String TOKEN = "canary-google-token";

    /** A span, its ids in hexadecimal; the parent is empty for the first one of a trace. */
    record ReceivedSpan(String trace, String id, String parent, String name, long kind) {

        static final long SERVER = 2;
        static final long CLIENT = 3;
    }

    private final HttpServer server;
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private final Set<String> authorizations = new ConcurrentSkipListSet<>();

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::traces);
        server.createContext("/computeMetadata/v1/instance/service-accounts/default/token", OtlpReceiver::token);
        server.createContext("/computeMetadata/v1/instance/service-accounts/", OtlpReceiver::accounts);
        server.createContext("/", exchange -> metadata(exchange, "googleapis.com", "text/plain"));
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<ReceivedSpan> spans() {
        return spans;
    }

    Set<String> authorizations() {
        return authorizations;
    }

    private void traces(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        if (!exchange.getRequestMethod().equals("POST")
                || !"application/x-protobuf".equals(headers.getFirst("Content-Type"))) {
            answer(exchange, 415, "");
            return;
        }
        authorizations.addAll(headers.getOrDefault("Authorization", List.of("none")));
        var request = UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes());
        for (var resource : parts(request, 1)) {
            for (var scope : parts(resource, 2)) {
                parts(scope, 2).forEach(span -> spans.add(span(span)));
            }
        }
        answer(exchange, 200, "");
    }

    private static List<UnknownFieldSet> parts(UnknownFieldSet of, int field) {
        return of.getField(field).getLengthDelimitedList().stream()
                .map(OtlpReceiver::parsed)
                .toList();
    }

    private static UnknownFieldSet parsed(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not OTLP", e);
        }
    }

    private static ReceivedSpan span(UnknownFieldSet span) {
        return new ReceivedSpan(
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                span.getField(5).getLengthDelimitedList().getFirst().toStringUtf8(),
                span.getField(6).getVarintList().getFirst());
    }

    private static String hex(UnknownFieldSet span, int field) {
        var values = span.getField(field).getLengthDelimitedList();
        return values.isEmpty()
                ? ""
                : HexFormat.of().formatHex(values.getFirst().toByteArray());
    }

    private static void token(HttpExchange exchange) throws IOException {
        metadata(
                exchange,
                "{\"access_token\":\"%s\",\"expires_in\":3599,\"token_type\":\"Bearer\"}".formatted(TOKEN),
                "application/json");
    }

    private static void accounts(HttpExchange exchange) throws IOException {
        metadata(
                exchange,
                "{\"default\":{\"email\":\"shop-web@shop-prod.iam.gserviceaccount.com\",\"aliases\":[\"default\"],"
                        + "\"scopes\":[\"https://www.googleapis.com/auth/cloud-platform\"]}}",
                "application/json");
    }

    private static void metadata(HttpExchange exchange, String text, String type) throws IOException {
        if (!"Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"))) {
            answer(exchange, 403, "");
            return;
        }
        exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
        exchange.getResponseHeaders().set("Content-Type", type);
        answer(exchange, 200, text);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            var bytes = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
