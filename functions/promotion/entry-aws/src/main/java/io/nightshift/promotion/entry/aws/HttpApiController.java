package io.nightshift.promotion.entry.aws;

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
import io.nightshift.api.ApiResponse;
import io.nightshift.api.HttpApi;
import io.nightshift.aws.entry.RoutedEvent;
import java.io.IOException;

/** Routes to the {@link HttpApi}, which reads the original request and decides the response. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class HttpApiController {

    private final HttpApi httpApi;

    HttpApiController(HttpApi httpApi) {
        this.httpApi = httpApi;
    }

    @Post("/signals")
    HttpResponse<byte[]> signals(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    @Get("/healthz")
    HttpResponse<byte[]> health(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    @Get("/approve")
    HttpResponse<byte[]> question(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    @Post("/approve")
    HttpResponse<byte[]> approval(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    /** The HTTP API itself responds to an unknown path and to a wrong method. */
    @Error(status = HttpStatus.NOT_FOUND, global = true)
    HttpResponse<byte[]> unknown(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    @Error(status = HttpStatus.METHOD_NOT_ALLOWED, global = true)
    HttpResponse<byte[]> wrongMethod(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    private HttpResponse<byte[]> answer(HttpRequest<?> request) throws IOException {
        if (request instanceof ServletHttpRequest<?, ?> servlet
                && servlet.getNativeRequest() instanceof RoutedEvent event) {
            return response(httpApi.answer(event.apiRequest()));
        }
        throw new IllegalStateException("only an HTTP API leads here");
    }

    private static HttpResponse<byte[]> response(ApiResponse reply) {
        return HttpResponse.<byte[]>status(HttpStatus.valueOf(reply.status()))
                .headers(headers -> {
                    reply.headers().forEach(headers::add);
                    reply.cookies().forEach(cookie -> headers.add("Set-Cookie", cookie));
                })
                .body(reply.bytes());
    }
}
