package io.nightshift.chatops.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import io.nightshift.aws.entry.Priming;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.entry.RoutedEvent;
import io.nightshift.aws.entry.SnapStartResource;
import java.time.InstantSource;
import java.util.Map;

/**
 * The Lambda function behind an HTTP API (payload format 2.0) or a function URL: commands and buttons of Slack, and Google Chat.
 * Requests that Micronaut cannot parse are answered here, never by an exception, whose text would go to the log and to the caller.
 */
public final class ChatHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final SnapStartResource<APIGatewayV2HTTPEventFunction> routes;

    /** Called by Lambda; reads the environment, and fails with all problems at once. */
    public ChatHandler() {
        this(AwsChatSettings.read(System.getenv()), InstantSource.system());
    }

    ChatHandler(AwsChatSettings settings, InstantSource clock) {
        routes = new SnapStartResource<>(
                () -> new APIGatewayV2HTTPEventFunction(ChatBeans.started(settings, ProcessResources.ofLambda(clock))),
                () -> prime(settings));
    }

    static void prime(AwsChatSettings settings) {
        Priming.of(settings.configuration(), new ChatOnAws(settings), Priming.alarm());
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
