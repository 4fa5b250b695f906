package io.nightshift.promotion.entry.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda function behind a REST API (payload format 1.0), before which a web application firewall can be. It serves what
 * {@link HttpApiHandler} serves. API Gateway decodes the query; it is encoded again, which keeps names and values.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format">the
 *     format</a>
 */
public final class RestApiHandler implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    private final HttpApiHandler served;

    /** Called by Lambda; reads the environment, and fails with all problems at once. */
    public RestApiHandler() {
        served = new HttpApiHandler();
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return response(served.handleRequest(request(event), context));
    }

    /** What is no request becomes one without a method, which {@link HttpApiHandler} refuses. */
    private static APIGatewayV2HTTPEvent request(APIGatewayProxyRequestEvent event) {
        var http = APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                .withMethod(event.getHttpMethod())
                .withPath(event.getPath())
                .build();
        return APIGatewayV2HTTPEvent.builder()
                .withRawPath(event.getPath())
                .withRawQueryString(query(event.getMultiValueQueryStringParameters()))
                .withHeaders(event.getHeaders())
                .withBody(event.getBody())
                .withIsBase64Encoded(Boolean.TRUE.equals(event.getIsBase64Encoded()))
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(http)
                        .build())
                .build();
    }

    private static String query(@Nullable Map<String, List<String>> parameters) {
        return parameters == null
                ? ""
                : parameters.entrySet().stream()
                        .flatMap(parameter -> parameter.getValue().stream()
                                .map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static APIGatewayProxyResponseEvent response(APIGatewayV2HTTPResponse answer) {
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(answer.getStatusCode())
                .withHeaders(answer.getHeaders())
                .withMultiValueHeaders(cookies(answer.getCookies()))
                .withBody(answer.getBody())
                .withIsBase64Encoded(answer.getIsBase64Encoded());
    }

    private static Map<String, List<String>> cookies(@Nullable List<String> cookies) {
        return cookies == null || cookies.isEmpty() ? Map.of() : Map.of("Set-Cookie", cookies);
    }
}
