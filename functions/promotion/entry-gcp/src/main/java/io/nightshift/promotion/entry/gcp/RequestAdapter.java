package io.nightshift.promotion.entry.gcp;

import com.google.cloud.functions.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.nightshift.api.HttpApi;
import io.nightshift.gcp.entry.RoutedRequest;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Passes requests to the HTTP API and its responses back, byte for byte. */
@Singleton
final class RequestAdapter {

    private final HttpApi httpApi;

    RequestAdapter(HttpApi httpApi) {
        this.httpApi = httpApi;
    }

    /** @param path as the HTTP API knows it */
    HttpResponse<byte[]> answer(HttpRequest routed, String path) throws IOException {
        var reply = httpApi.answer(RoutedRequest.apiRequest(routed, path));
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(HttpStatus.valueOf(reply.status())).body(reply.bytes());
        reply.headers().forEach(response::header);
        reply.cookies().forEach(cookie -> response.header("Set-Cookie", cookie));
        return response;
    }
}
