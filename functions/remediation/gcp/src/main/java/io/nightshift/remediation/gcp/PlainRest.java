package io.nightshift.remediation.gcp;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.json.gson.GsonFactory;
import io.nightshift.gcp.GcpClients;
import java.io.IOException;

/**
 * Single methods of REST services whose clients are not worth their size here. All of them may be repeated when nobody
 * knows whether a call went through. What goes wrong has the details of Google's answer for {@code GcpErrors}.
 *
 * @param root of the service
 */
record PlainRest(GcpClients clients, String root) {

    static PlainRest of(GcpClients clients, String root) {
        return new PlainRest(clients, clients.root(root));
    }

    byte[] get(String path) throws IOException {
        return execute(requests().buildGetRequest(new GenericUrl(root + path)));
    }

    byte[] post(String path, byte[] json) throws IOException {
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
