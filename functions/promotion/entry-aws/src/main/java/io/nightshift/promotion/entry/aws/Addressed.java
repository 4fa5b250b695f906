package io.nightshift.promotion.entry.aws;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.nightshift.api.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as Micronaut gets to see it: method and path, by which it finds the way. The rest is read here, out of
 * the event itself: a signature is of the bytes as they were sent, and Micronaut would decode the text by the charset
 * that a header names, write the query again, and answer some headers that are none with 500.
 */
final class Addressed extends APIGatewayV2HTTPEvent {

    private final transient ApiRequest apiRequest;

    /** @throws RuntimeException when it is not a request, or its body says that it is Base64 and is not */
    Addressed(APIGatewayV2HTTPEvent sent) {
        var http = sent.getRequestContext().getHttp();
        apiRequest = new ApiRequest(
                http.getMethod(),
                http.getPath(),
                text(sent.getRawQueryString()),
                headers(sent.getHeaders()),
                ApiRequest.Body.of(body(sent)));
        setRequestContext(sent.getRequestContext());
    }

    ApiRequest apiRequest() {
        return apiRequest;
    }

    private static byte[] body(APIGatewayV2HTTPEvent sent) {
        var body = text(sent.getBody());
        return sent.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
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
