package io.nightshift.gcp;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import io.nightshift.core.act.BoundedBody;
import io.nightshift.core.act.ConnectionFailures;
import io.nightshift.core.act.Timeouts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * REST calls through the JDK's client. Unlike in Google's library, a time limit covers a whole attempt: by then the response
 * is complete, or the attempt has failed.
 */
final class JdkTransport extends HttpTransport {

    /** Far more than any expected response. */
    private static final int LONGEST_BODY = 32 * 1024 * 1024;

    private final HttpClient client;
    private final Timeouts timeouts;

    JdkTransport(Timeouts timeouts) {
        this.timeouts = timeouts;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeouts.connect())
                .build();
    }

    @Override
    public boolean supportsMethod(String method) {
        return true;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new Attempt(method, HttpRequest.newBuilder(URI.create(url)));
    }

    private final class Attempt extends LowLevelHttpRequest {

        private final String method;
        private final HttpRequest.Builder request;

        Attempt(String method, HttpRequest.Builder request) {
            this.method = method;
            this.request = request;
        }

        @Override
        public void addHeader(String name, String value) {
            request.header(name, value);
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            request.method(method, body());
            try {
                var response =
                        timeouts.limit(() -> client.send(request.build(), head -> new BoundedBody(LONGEST_BODY)));
                return new Answered(
                        response, response.body().orElseThrow(() -> new IOException("the answer is too long")));
            } catch (TimeoutException e) {
                throw new SocketTimeoutException("the call took too long");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the call was interrupted");
            } catch (ExecutionException e) {
                throw ConnectionFailures.causes(e)
                        .filter(IOException.class::isInstance)
                        .map(IOException.class::cast)
                        .findFirst()
                        .orElseGet(() -> new IOException("the call failed", e));
            }
        }

        private HttpRequest.BodyPublisher body() throws IOException {
            if (getStreamingContent() == null) {
                return HttpRequest.BodyPublishers.noBody();
            }
            if (getContentType() != null) {
                request.header("Content-Type", getContentType());
            }
            if (getContentEncoding() != null) {
                request.header("Content-Encoding", getContentEncoding());
            }
            var bytes = new ByteArrayOutputStream();
            getStreamingContent().writeTo(bytes);
            return HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray());
        }
    }

    private static final class Answered extends LowLevelHttpResponse {

        private final HttpResponse<?> response;
        private final byte[] body;
        private final List<Map.Entry<String, String>> headers;

        Answered(HttpResponse<?> response, byte[] body) {
            this.response = response;
            this.body = body;
            headers = response.headers().map().entrySet().stream()
                    .flatMap(header -> header.getValue().stream().map(value -> Map.entry(header.getKey(), value)))
                    .toList();
        }

        private @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public @Nullable String getContentEncoding() {
            return header("Content-Encoding");
        }

        @Override
        public long getContentLength() {
            return body.length;
        }

        @Override
        public @Nullable String getContentType() {
            return header("Content-Type");
        }

        @Override
        public String getStatusLine() {
            return "HTTP/1.1 " + response.statusCode();
        }

        @Override
        public int getStatusCode() {
            return response.statusCode();
        }

        @Override
        public @Nullable String getReasonPhrase() {
            return null;
        }

        @Override
        public int getHeaderCount() {
            return headers.size();
        }

        @Override
        public String getHeaderName(int index) {
            return headers.get(index).getKey();
        }

        @Override
        public String getHeaderValue(int index) {
            return headers.get(index).getValue();
        }
    }
}
