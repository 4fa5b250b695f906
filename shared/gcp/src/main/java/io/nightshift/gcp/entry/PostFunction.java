package io.nightshift.gcp.entry;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;

/**
 * A Cloud Run function that takes events by {@code POST}. {@code GET /health} is for Cloud Run's probes: a function that answers has
 * read its whole environment.
 */
public abstract class PostFunction implements HttpFunction {

    /** Handles one request, and returns the status of the response. */
    protected abstract int post(HttpRequest request) throws IOException;

    @Override
    public final void service(HttpRequest request, HttpResponse response) throws IOException {
        switch (request.getMethod()) {
            case "POST" -> response.setStatusCode(post(request));
            case "GET" -> response.setStatusCode(request.getPath().equals("/health") ? 200 : notAllowed(response));
            default -> response.setStatusCode(notAllowed(response));
        }
    }

    private static int notAllowed(HttpResponse response) {
        response.appendHeader("Allow", "POST");
        return 405;
    }
}
