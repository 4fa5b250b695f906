package io.nightshift.chatops.gcp;

import com.google.cloud.functions.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.nightshift.chat.ChatApi;
import io.nightshift.gcp.entry.RoutedRequest;
import java.io.IOException;

/** The routes of the {@link ChatApi}, byte for byte; Cloud Run reserves paths that end in z, so health has two. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class ChatRoutes {

    private final ChatApi api;

    ChatRoutes(ChatApi api) {
        this.api = api;
    }

    @Post("/slack/commands")
    HttpResponse<?> command(HttpRequest routed) throws IOException {
        return answer(routed, "/slack/commands");
    }

    @Post("/slack/interactions")
    HttpResponse<?> press(HttpRequest routed) throws IOException {
        return answer(routed, "/slack/interactions");
    }

    @Post("/google-chat")
    HttpResponse<?> google(HttpRequest routed) throws IOException {
        return answer(routed, "/google-chat");
    }

    @Get("/healthz")
    HttpResponse<?> health(HttpRequest routed) throws IOException {
        return answer(routed, "/healthz");
    }

    @Get("/health")
    HttpResponse<?> healthOnCloudRun(HttpRequest routed) throws IOException {
        return answer(routed, "/healthz");
    }

    private HttpResponse<byte[]> answer(HttpRequest routed, String path) throws IOException {
        var reply = api.answer(RoutedRequest.apiRequest(routed, path));
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(HttpStatus.valueOf(reply.status())).body(reply.bytes());
        reply.headers().forEach(response::header);
        return response;
    }
}
