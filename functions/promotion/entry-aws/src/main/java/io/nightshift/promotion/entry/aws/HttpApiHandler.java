package io.nightshift.promotion.entry.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.entry.RoutedEvent;
import io.nightshift.aws.entry.SnapStartResource;
import java.time.InstantSource;
import java.util.Map;

/**
 * The Lambda function behind an HTTP API (payload format 2.0) or a function URL: {@code POST /signals}, {@code /approve} and
 * {@code GET /healthz}. Micronaut routes to {@link HttpApiController}. Requests that it cannot parse are answered here, never
 * by an exception, whose text would go to the log and to the caller.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">the
 *     format</a>
 */
public final class HttpApiHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final SnapStartResource<APIGatewayV2HTTPEventFunction> routes;

    /** Called by Lambda; reads the environment, and fails with all problems at once. */
    public HttpApiHandler() {
        this(AwsPromotionSettings.readForHttpApi(System.getenv()), InstantSource.system());
    }

    HttpApiHandler(AwsPromotionSettings settings, InstantSource clock) {
        routes = new SnapStartResource<>(
                () -> new APIGatewayV2HTTPEventFunction(
                        PromotionBeans.started(settings, ProcessResources.ofLambda(clock))),
                () -> PromotionHandler.prime(settings));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        try {
            return routes.get().handleRequest(new RoutedEvent(event), context);
        } catch (RuntimeException e) {
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(400)
                    .withHeaders(Map.of("Content-Type", "application/json"))
                    .withBody("{\"error\":\"not an HTTP request of API Gateway\"}")
                    .build();
        }
    }
}
