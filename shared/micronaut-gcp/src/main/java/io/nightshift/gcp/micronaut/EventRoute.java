package io.nightshift.gcp.micronaut;

import com.google.cloud.functions.HttpRequest;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.gcp.entry.RoutedRequest;
import java.io.IOException;

/** {@code POST /}: the events of triggers, timers and the sweep. Only behind Cloud Run's check of the caller. */
@Controller
@Requires(property = RoutedFunction.SERVES, value = "events")
final class EventRoute {

    private final HttpEventHandler handler;

    EventRoute(HttpEventHandler handler) {
        this.handler = handler;
    }

    @Post("/")
    @Consumes(MediaType.ALL)
    HttpResponse<?> take(HttpRequest routed) throws IOException {
        return HttpResponse.status(HttpStatus.valueOf(handler.handle(RoutedRequest.asked(routed))));
    }
}
