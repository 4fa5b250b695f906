package io.nightshift.chatops.gcp;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.exceptions.HttpStatusException;
import io.nightshift.core.json.Json;
import io.nightshift.entry.FunctionHost;

/** Failures outside of the API: no route, or a bug, of which only the exception's name is reported. */
@Controller
final class ChatFailures {

    private final FunctionHost host;

    ChatFailures(FunctionHost host) {
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
        return HttpResponse.status(status)
                .contentType("application/json")
                .body(Json.obj().with("error", status.getReason()).bytes());
    }
}
