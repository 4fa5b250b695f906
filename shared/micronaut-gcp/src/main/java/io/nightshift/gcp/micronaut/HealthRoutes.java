package io.nightshift.gcp.micronaut;

import com.google.cloud.functions.HttpRequest;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.io.IOException;

/**
 * {@code GET /healthz} of the deployment for events, and the same under {@code /health}: Cloud Run reserves paths that end in z.
 *
 * @see <a href="https://cloud.google.com/run/docs/known-issues">Cloud Run: reserved URL paths</a>
 */
@Controller
@Requires(property = RoutedFunction.SERVES, value = "events")
@Produces(MediaType.ALL)
final class HealthRoutes {

    private final EndpointCaller caller;

    HealthRoutes(EndpointCaller caller) {
        this.caller = caller;
    }

    @Get(uris = {"/healthz", "/health"})
    HttpResponse<?> health(HttpRequest routed) throws IOException {
        return caller.answer(routed);
    }
}
