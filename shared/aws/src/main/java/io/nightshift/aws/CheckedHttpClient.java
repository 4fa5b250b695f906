package io.nightshift.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The SDK's client with its failures as {@link IOException}. When the SDK aborts an attempt whose headers never end, its client
 * throws an {@link UncheckedIOException}, which the SDK neither repeats nor reports as a time-out.
 */
record CheckedHttpClient(SdkHttpClient client) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Attempt(client.prepareRequest(request));
    }

    private record Attempt(ExecutableHttpRequest attempt) implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                return attempt.call();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
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
