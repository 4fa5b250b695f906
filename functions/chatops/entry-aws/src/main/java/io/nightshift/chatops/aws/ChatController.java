package io.nightshift.chatops.aws;

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
import io.nightshift.aws.entry.RoutedEvent;
import io.nightshift.chat.ChatApi;
import java.io.IOException;

/** Routes to the {@link ChatApi}, which reads the request as it came: the signature covers its bytes. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class ChatController {

    private final ChatApi api;

    ChatController(ChatApi api) {
        this.api = api;
    }

    @Post("/slack/commands")
    HttpResponse<byte[]> command(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    @Post("/slack/interactions")
    HttpResponse<byte[]> press(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    @Post("/google-chat")
    HttpResponse<byte[]> google(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    @Get("/healthz")
    HttpResponse<byte[]> health(HttpRequest<?> request) throws IOException {
        return answer(request);
    }

    /** The API itself responds to an unknown path and to a wrong method. */
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
            return response(api.answer(event.apiRequest()));
        }
        throw new IllegalStateException("only an HTTP API leads here");
    }

    private static HttpResponse<byte[]> response(ApiResponse reply) {
        return HttpResponse.<byte[]>status(HttpStatus.valueOf(reply.status()))
                .headers(headers -> reply.headers().forEach(headers::add))
                .body(reply.bytes());
    }
}
