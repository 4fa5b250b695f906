package io.nightshift.promotion.entry.gcp;

import com.google.cloud.functions.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.io.IOException;

/**
 * {@code GET /healthz} of every host, and the same under {@code /health}: Cloud Run reserves paths that end in z.
 *
 * @see <a href="https://cloud.google.com/run/docs/known-issues">Cloud Run: reserved URL paths</a>
 */
@Controller
@Produces(MediaType.ALL)
final class HealthRoutes {

    private final RequestAdapter adapter;

    HealthRoutes(RequestAdapter adapter) {
        this.adapter = adapter;
    }

    @Get("/healthz")
    HttpResponse<?> asEverywhere(HttpRequest routed) throws IOException {
        return adapter.answer(routed, "/healthz");
    }

    @Get("/health")
    HttpResponse<?> onCloudRun(HttpRequest routed) throws IOException {
        return adapter.answer(routed, "/healthz");
    }
}
