package io.nightshift.gcp;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.json.gson.GsonFactory;
import java.io.IOException;
import java.util.Map;

/**
 * Single methods of REST services whose clients are too large for their use here. All of them may be repeated if it is
 * unknown whether a call took effect. A failure contains the details of Google's response for {@code GcpErrors}.
 *
 * @param root the root URL of the service
 */
public record PlainRest(GcpClients clients, String root) {

    public static PlainRest of(GcpClients clients, String root) {
        return new PlainRest(clients, clients.root(root));
    }

    public byte[] get(String path) throws IOException {
        return get(path, Map.of());
    }

    /** @param parameters of the query, unescaped: they are escaped here */
    public byte[] get(String path, Map<String, String> parameters) throws IOException {
        var url = new GenericUrl(root + path);
        parameters.forEach(url::set);
        return execute(requests().buildGetRequest(url));
    }

    /** Some bytes of a body, as a range. */
    public byte[] part(String path, Map<String, String> parameters, long from, int length) throws IOException {
        var url = new GenericUrl(root + path);
        parameters.forEach(url::set);
        var request = requests().buildGetRequest(url);
        request.getHeaders().setRange("bytes=" + from + "-" + (from + length - 1));
        return execute(request);
    }

    public byte[] post(String path, byte[] json) throws IOException {
        return execute(requests()
                .buildPostRequest(new GenericUrl(root + path), new ByteArrayContent("application/json", json)));
    }

    private HttpRequestFactory requests() {
        return clients.transport().createRequestFactory(clients.http(sent -> true));
    }

    private static byte[] execute(HttpRequest request) throws IOException {
        try (var body = GoogleJsonResponseException.execute(GsonFactory.getDefaultInstance(), request)
                .getContent()) {
            return body == null ? new byte[0] : body.readAllBytes();
        }
    }
}
