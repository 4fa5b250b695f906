package io.nightshift.promotion.entry.aws;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.micronaut.http.HttpRequest;
import io.micronaut.servlet.http.ServletHttpRequest;
import io.nightshift.door.Knock;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request out of the event itself: a signature is of the bytes as they were sent, and Micronaut would decode the
 * text by the charset that a header names, and write the query anew.
 */
final class Knocks {

    private Knocks() {}

    /** @throws IllegalArgumentException when the body says that it is Base64 and is not */
    static Knock of(HttpRequest<?> request) {
        if (request instanceof ServletHttpRequest<?, ?> servlet
                && servlet.getNativeRequest() instanceof APIGatewayV2HTTPEvent event) {
            return of(event);
        }
        throw new IllegalStateException("only an HTTP API leads here");
    }

    static Knock of(APIGatewayV2HTTPEvent event) {
        var http = event.getRequestContext().getHttp();
        return new Knock(
                http.getMethod(),
                http.getPath(),
                text(event.getRawQueryString()),
                headers(event.getHeaders()),
                Knock.Body.of(body(event)));
    }

    private static byte[] body(APIGatewayV2HTTPEvent event) {
        var body = text(event.getBody());
        return event.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(@Nullable Map<String, String> sent) {
        var headers = new HashMap<String, String>();
        if (sent != null) {
            sent.forEach((name, value) -> headers.put(name, text(value)));
        }
        return headers;
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
