package io.nightshift.promotion.entry.gcp;

import com.google.cloud.functions.HttpRequest;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.io.IOException;

/** The routes of {@link io.nightshift.api.HttpApi}, which are publicly reachable. */
@Controller
@Requires(property = PromotionFunction.SERVES, value = "http-api")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class HttpApiRoutes {

    private final RequestAdapter adapter;

    HttpApiRoutes(RequestAdapter adapter) {
        this.adapter = adapter;
    }

    @Post("/signals")
    HttpResponse<?> signals(HttpRequest routed) throws IOException {
        return adapter.answer(routed, "/signals");
    }

    @Get("/approve")
    HttpResponse<?> look(HttpRequest routed) throws IOException {
        return adapter.answer(routed, "/approve");
    }

    @Post("/approve")
    HttpResponse<?> answer(HttpRequest routed) throws IOException {
        return adapter.answer(routed, "/approve");
    }
}
