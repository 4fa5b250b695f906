package io.nightshift.aws.micronaut;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.nightshift.api.ApiEndpoint;
import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request in the form that a framework needs for routing: method and path. The rest is read here from the event itself: a
 * signature covers the original bytes, but Micronaut would decode the text by the charset in a header, rewrite the query, and
 * respond to some malformed headers with 500.
 */
final class RoutedEvent extends APIGatewayV2HTTPEvent {

    private final transient ApiRequest apiRequest;
    private transient Optional<ApiResponse> answered = Optional.empty();

    /** @throws RuntimeException when it is not a request, or its body claims to be Base64 and is not */
    RoutedEvent(APIGatewayV2HTTPEvent sent) {
        var http = sent.getRequestContext().getHttp();
        apiRequest = new ApiRequest(
                http.getMethod(),
                http.getPath(),
                text(sent.getRawQueryString()),
                headers(sent),
                ApiRequest.Body.of(body(sent)));
        setRequestContext(sent.getRequestContext());
    }

    /** Passes the original request on, and keeps the response. */
    ApiResponse answer(ApiEndpoint endpoint) throws IOException {
        var answer = endpoint.answer(apiRequest);
        answered = Optional.of(answer);
        return answer;
    }

    /** The response of the endpoint; empty if Micronaut refused the request before. */
    Optional<ApiResponse> answered() {
        return answered;
    }

    private static byte[] body(APIGatewayV2HTTPEvent sent) {
        var body = text(sent.getBody());
        return sent.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }

    /** API Gateway passes cookies beside the headers, not among them. */
    private static Map<String, String> headers(APIGatewayV2HTTPEvent sent) {
        var headers = new HashMap<String, String>();
        if (sent.getHeaders() != null) {
            sent.getHeaders().forEach((name, value) -> headers.put(name, text(value)));
        }
        if (sent.getCookies() != null && !sent.getCookies().isEmpty()) {
            headers.put("cookie", String.join("; ", sent.getCookies()));
        }
        return headers;
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
