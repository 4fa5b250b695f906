package io.nightshift.sandbox.registry;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;

/**
 * Pushes images to any registry, as a build does. A refusal by the registry fails the test.
 *
 * @param authorization the header to send; empty for none
 */
public record Pusher(URI registry, String authorization, HttpClient client) {

    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    public Pusher(URI registry, String authorization) {
        this(
                registry,
                authorization,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    /** Pushes an image of one layer with this platform and build time; returns its digest. */
    public String image(String repository, String tag, String platform, String created) {
        var parts = platform.split("/");
        var config = Json.obj()
                .with("created", created)
                .with("os", parts[0])
                .with("architecture", parts[1])
                .with("rootfs", Json.obj().with("type", "layers").with("diff_ids", Json.arr()));
        var variant = parts.length > 2 ? config.with("variant", parts[2]) : config;
        var layer = (repository + tag + platform + created).getBytes(StandardCharsets.UTF_8);
        return manifest(
                repository,
                tag,
                OCI_MANIFEST,
                Json.obj()
                        .with("schemaVersion", 2)
                        .with("mediaType", OCI_MANIFEST)
                        .with("config", blob(repository, "application/vnd.oci.image.config.v1+json", variant.bytes()))
                        .with("layers", Json.arr(blob(repository, "application/vnd.oci.image.layer.v1.tar", layer))));
    }

    /**
     * Pushes an index over existing images; returns its digest.
     *
     * @param images platform to digest, in the order of the index
     */
    public String index(String repository, String tag, Map<String, String> images) {
        var entries = new ArrayList<Json>();
        images.forEach((platform, digest) -> {
            var parts = platform.split("/");
            var described = Json.obj().with("os", parts[0]).with("architecture", parts[1]);
            entries.add(Json.obj()
                    .with("mediaType", OCI_MANIFEST)
                    .with("digest", digest)
                    .with("size", 1)
                    .with("platform", parts.length > 2 ? described.with("variant", parts[2]) : described));
        });
        return manifest(
                repository,
                tag,
                OCI_INDEX,
                Json.obj().with("schemaVersion", 2).with("mediaType", OCI_INDEX).with("manifests", Json.arr(entries)));
    }

    /** @param tag empty to push by digest alone; returns the digest */
    public String manifest(String repository, String tag, String type, Json.Obj manifest) {
        var body = manifest.bytes();
        var digest = digest(body);
        var reference = tag.isEmpty() ? digest : tag;
        send(
                201,
                request("/v2/" + repository + "/manifests/" + reference)
                        .setHeader("Content-Type", type)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
        return digest;
    }

    /** Pushes a blob; returns its descriptor. */
    public Json.Obj blob(String repository, String type, byte[] content) {
        var begun =
                send(202, request("/v2/" + repository + "/blobs/uploads/").POST(HttpRequest.BodyPublishers.noBody()));
        var location = begun.headers().firstValue("Location").orElseThrow();
        var digest = digest(content);
        send(
                201,
                request(location + (location.contains("?") ? "&" : "?") + "digest=" + digest)
                        .setHeader("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content)));
        return Json.obj().with("mediaType", type).with("digest", digest).with("size", content.length);
    }

    /** Gives an image another tag. */
    public void copy(String repository, String tag, String other) {
        var request = request("/v2/" + repository + "/manifests/" + tag).setHeader("Accept", OCI_MANIFEST);
        var manifest = send(200, request.GET());
        send(
                201,
                request("/v2/" + repository + "/manifests/" + other)
                        .setHeader("Content-Type", OCI_MANIFEST)
                        .PUT(HttpRequest.BodyPublishers.ofString(manifest.body())));
    }

    /** Deletes a manifest with all of its tags. */
    public void delete(String repository, String digest) {
        send(202, request("/v2/" + repository + "/manifests/" + digest).DELETE());
    }

    public static String digest(byte[] content) {
        return "sha256:" + Sha256.hex(content);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(registry.resolve(path));
        return authorization.isEmpty() ? request : request.setHeader("Authorization", authorization);
    }

    private HttpResponse<String> send(int expected, HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new AssertionError("the registry answered " + response.statusCode() + " to " + response.request()
                        + ": " + response.body());
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
