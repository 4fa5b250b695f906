package io.nightshift.gcp.micronaut;

import com.google.cloud.functions.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.nightshift.api.ApiEndpoint;
import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.entry.FunctionHost;
import io.nightshift.gcp.entry.RoutedRequest;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Passes requests to the function's endpoint and its responses back, byte for byte. */
@Singleton
final class EndpointCaller {

    private final ApiEndpoint endpoint;
    private final FunctionHost host;

    EndpointCaller(ApiEndpoint endpoint, FunctionHost host) {
        this.endpoint = endpoint;
        this.host = host;
    }

    HttpResponse<byte[]> answer(HttpRequest routed) throws IOException {
        var reply = settled(RoutedRequest.apiRequest(routed));
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(HttpStatus.valueOf(reply.status())).body(reply.bytes());
        reply.headers().forEach(response::header);
        reply.cookies().forEach(cookie -> response.header("Set-Cookie", cookie));
        return response;
    }

    private ApiResponse settled(ApiRequest request) throws IOException {
        try {
            return endpoint.answer(request);
        } finally {
            host.settleTraces();
        }
    }
}
