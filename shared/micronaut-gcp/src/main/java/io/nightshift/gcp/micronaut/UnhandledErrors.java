package io.nightshift.gcp.micronaut;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.exceptions.HttpStatusException;
import io.nightshift.core.json.Json;
import io.nightshift.entry.FunctionHost;

/**
 * Handles failures outside of the HTTP API and the event handler: no route, or a bug, of which only the exception's name is
 * reported.
 */
@Controller
final class UnhandledErrors {

    private final FunctionHost host;

    UnhandledErrors(FunctionHost host) {
        this.host = host;
    }

    @Error(global = true)
    HttpResponse<?> refused(HttpStatusException why) {
        return said(why.getStatus());
    }

    @Error(global = true)
    HttpResponse<?> failed(Throwable why) {
        host.log("bug", Json.obj().with("type", why.getClass().getName()));
        return said(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private static HttpResponse<?> said(HttpStatus status) {
        var response = HttpResponse.status(status);
        return response.contentType("application/json").body(ApiErrorBody.said(response));
    }
}
