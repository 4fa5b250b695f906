package io.nightshift.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The SDK's client with a limit on the length of a response, and with its failures as {@link IOException}. If the SDK aborts
 * an attempt whose headers never end, its client throws an {@link UncheckedIOException}, which the SDK neither retries nor
 * reports as a time-out.
 */
record CheckedHttpClient(SdkHttpClient client) implements SdkHttpClient {

    /** Far more than any expected response. */
    private static final long LONGEST_BODY = 32L * 1024 * 1024;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Attempt(client.prepareRequest(request));
    }

    private record Attempt(ExecutableHttpRequest attempt) implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                return limited(attempt.call());
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private static HttpExecuteResponse limited(HttpExecuteResponse response) {
            return HttpExecuteResponse.builder()
                    .response(response.httpResponse())
                    .responseBody(response.responseBody()
                            .map(body -> AbortableInputStream.create(new LimitedStream(body, LONGEST_BODY), body))
                            .orElse(null))
                    .build();
        }

        @Override
        public void abort() {
            attempt.abort();
        }
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
