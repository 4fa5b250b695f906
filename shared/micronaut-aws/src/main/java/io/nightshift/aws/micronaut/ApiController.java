package io.nightshift.aws.micronaut;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.servlet.http.ServletHttpRequest;
import io.nightshift.api.ApiEndpoint;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.entry.FunctionHost;
import java.io.IOException;

/** Routes every request to the function's {@link ApiEndpoint}, which reads the original request and knows the paths. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class ApiController {

    private final ApiEndpoint endpoint;
    private final FunctionHost host;

    ApiController(ApiEndpoint endpoint, AwsWiring wiring) {
        this.endpoint = endpoint;
        host = wiring.host();
    }

    @Get(uris = {"/", "/{+path}"})
    HttpResponse<?> read(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    @Post(uris = {"/", "/{+path}"})
    HttpResponse<?> post(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    /** A path that Micronaut cannot route. */
    @Error(status = HttpStatus.NOT_FOUND, global = true)
    HttpResponse<?> unknown(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    @Error(status = HttpStatus.METHOD_NOT_ALLOWED, global = true)
    HttpResponse<?> wrongMethod(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    /** The event takes the response past Micronaut, which would lose cookies and rewrite bodies that are no text. */
    private HttpResponse<?> answer(HttpRequest<?> request) throws IOException {
        if (request instanceof ServletHttpRequest<?, ?> servlet
                && servlet.getNativeRequest() instanceof RoutedEvent event) {
            try {
                return HttpResponse.status(
                        HttpStatus.valueOf(event.answer(endpoint).status()));
            } finally {
                host.settleTraces();
            }
        }
        throw new IllegalStateException("only an HTTP API leads here");
    }
}
