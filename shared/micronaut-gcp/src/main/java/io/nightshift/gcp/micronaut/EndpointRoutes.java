package io.nightshift.gcp.micronaut;

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

/** Every path of the publicly reachable deployment; the endpoint knows which there are. */
@Controller
@Requires(property = RoutedFunction.SERVES, value = "http-api")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class EndpointRoutes {

    private final EndpointCaller caller;

    EndpointRoutes(EndpointCaller caller) {
        this.caller = caller;
    }

    @Get(uris = {"/", "/{+path}"})
    HttpResponse<?> read(HttpRequest routed) throws IOException {
        return caller.answer(routed);
    }

    @Post(uris = {"/", "/{+path}"})
    HttpResponse<?> post(HttpRequest routed) throws IOException {
        return caller.answer(routed);
    }
}
