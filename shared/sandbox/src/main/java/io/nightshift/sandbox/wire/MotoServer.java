package io.nightshift.sandbox.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * moto (https://docs.getmoto.org), an external fake of AWS, as a process on a free port; its state begins empty and ends with
 * it. It stores schedules and never fires them, and checks neither permissions nor most values.
 */
public record MotoServer(PeerProcess peer, URI endpoint) implements AutoCloseable {

    /** Starts one and waits until it listens; empty, with a message on the output, if the machine has none. */
    public static Optional<MotoServer> start() {
        var port = Integer.toString(PeerProcess.freePort());
        return PeerProcess.start("moto_server", "Running on", List.of("moto_server", "-H", "127.0.0.1", "-p", port))
                .map(peer -> new MotoServer(peer, URI.create("http://127.0.0.1:" + port)));
    }

    /** Creates an IAM role through the query protocol, because no function has an IAM client. */
    public static void makeRole(URI endpoint, String name) {
        var form = "Action=CreateRole&Version=2010-05-08&RoleName=" + name + "&AssumeRolePolicyDocument="
                + URLEncoder.encode("{\"Version\":\"2012-10-17\",\"Statement\":[]}", StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError("no role: " + response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        peer.close();
    }
}
