package io.nightshift.aws.micronaut;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import io.nightshift.api.ApiResponse;
import io.nightshift.aws.entry.SnapStartResource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A Lambda function behind an HTTP API (payload format 2.0) or a function URL. Requests that Micronaut cannot parse are answered
 * here, never by an exception, whose text would go to the log and to the caller.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">the
 *     format</a>
 */
public abstract class ApiProxyHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final SnapStartResource<APIGatewayV2HTTPEventFunction> routes;

    /**
     * @param beans among them an {@link io.nightshift.api.ApiEndpoint}; called at once and after each restore
     * @param prime called before a snapshot
     */
    protected ApiProxyHandler(Supplier<ApplicationContext> beans, Runnable prime) {
        routes = new SnapStartResource<>(() -> new APIGatewayV2HTTPEventFunction(beans.get()), prime);
    }

    /** The beans of one process. Micronaut reads no variable and no file: the singletons contain the whole configuration. */
    public static ApplicationContext beans(Object... singletons) {
        return ApplicationContext.builder()
                .singletons(singletons)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environmentPropertySource(false)
                .banner(false)
                .start();
    }

    @Override
    public final APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        try {
            var routed = new RoutedEvent(event);
            var refusal = routes.get().handleRequest(routed, context);
            return routed.answered().map(ApiProxyHandler::response).orElse(refusal);
        } catch (RuntimeException e) {
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(400)
                    .withHeaders(Map.of("Content-Type", "application/json"))
                    .withBody("{\"error\":\"not an HTTP request of API Gateway\"}")
                    .build();
        }
    }

    /** The format has cookies in a list of their own; a body that is compressed goes in Base64. */
    private static APIGatewayV2HTTPResponse response(ApiResponse answer) {
        boolean binary = answer.headers().containsKey("Content-Encoding");
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(answer.status())
                .withHeaders(new TreeMap<>(answer.headers()))
                .withCookies(answer.cookies())
                .withBody(
                        binary
                                ? Base64.getEncoder().encodeToString(answer.bytes())
                                : new String(answer.bytes(), StandardCharsets.UTF_8))
                .withIsBase64Encoded(binary)
                .build();
    }
}
