package io.nightshift.demo;

import io.nightshift.core.run.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The registry from which a version pulls its image.
 *
 * @param host with its port; plain HTTP
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull">OCI: pull</a>
 */
record DemoRegistry(String host, HttpClient client) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static DemoRegistry at(String host) {
        return new DemoRegistry(
                host,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    byte[] manifest(String path, String digest) throws IOException, InterruptedException {
        return get(path + "/manifests/" + digest, digest);
    }

    byte[] blob(String path, String digest) throws IOException, InterruptedException {
        return get(path + "/blobs/" + digest, digest);
    }

    private byte[] get(String place, String digest) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + host + "/v2/" + place))
                .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                .timeout(PATIENCE)
                .build();
        var reply = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (reply.statusCode() != 200) {
            throw new IOException("the registry answered with status " + reply.statusCode());
        }
        if (!digest.equals("sha256:" + Sha256.hex(reply.body()))) {
            throw new IOException("what came is not what " + digest + " is of");
        }
        return reply.body();
    }
}
