package io.nightshift.gcp.entry;

import com.google.cloud.functions.HttpRequest;
import io.nightshift.api.ApiRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request in the form that a framework needs for routing: method and path. Micronaut would parse the rest (query, headers,
 * the body's form) before routing, and on malformed input fail with a stack trace that repeats it.
 *
 * @param asked the original request
 */
public record RoutedRequest(HttpRequest asked) implements HttpRequest {

    @Override
    public String getMethod() {
        return asked.getMethod();
    }

    @Override
    public String getUri() {
        try {
            return new URI(null, null, getPath(), null).getRawPath();
        } catch (URISyntaxException e) {
            return "/nowhere";
        }
    }

    @Override
    public String getPath() {
        return asked.getPath();
    }

    @Override
    public Optional<String> getQuery() {
        return Optional.empty();
    }

    @Override
    public Map<String, List<String>> getQueryParameters() {
        return Map.of();
    }

    @Override
    public Map<String, HttpPart> getParts() {
        return Map.of();
    }

    @Override
    public Optional<String> getContentType() {
        return Optional.empty();
    }

    @Override
    public long getContentLength() {
        return asked.getContentLength();
    }

    @Override
    public Optional<String> getCharacterEncoding() {
        return Optional.empty();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return asked.getInputStream();
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return asked.getReader();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return Map.of();
    }

    /** The original request, from the one that the framework passes to a route. */
    public static HttpRequest asked(HttpRequest routed) {
        return routed instanceof RoutedRequest(var asked) ? asked : routed;
    }

    /** The original request, as the HTTP API reads it. */
    public static ApiRequest apiRequest(HttpRequest routed) {
        var asked = asked(routed);
        return new ApiRequest(
                asked.getMethod(),
                asked.getPath(),
                asked.getQuery().orElse(""),
                HttpEventHandler.headers(asked),
                most -> asked.getInputStream().readNBytes(most));
    }
}
