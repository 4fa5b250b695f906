package io.nightshift.demo;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.registry.Pusher;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An image of the shop: a configuration whose labels contain the version's behaviour, one layer, and their manifest.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md">OCI: image manifest</a>
 */
record ShopImage(Json.Obj config, String layer) {

    static ShopImage of(String tag, ShopBehaviour behaviour) {
        var layer = "the shop, " + tag;
        var config = Json.obj()
                .with("architecture", "amd64")
                .with("os", "linux")
                .with("config", Json.obj().with("Labels", behaviour.labels()))
                .with(
                        "rootfs",
                        Json.obj()
                                .with("type", "layers")
                                .with("diff_ids", Json.strings(List.of(Pusher.digest(bytes(layer))))));
        return new ShopImage(config, layer);
    }

    private static byte[] bytes(String layer) {
        return layer.getBytes(StandardCharsets.UTF_8);
    }

    /** Blobs first, then the manifest under its tag: the latter makes a registry send a push notification. */
    String push(Pusher registry, String path, String tag) {
        var manifest = Json.obj()
                .with("schemaVersion", 2)
                .with("mediaType", Pusher.OCI_MANIFEST)
                .with("config", registry.blob(path, "application/vnd.oci.image.config.v1+json", config.bytes()))
                .with("layers", Json.arr(registry.blob(path, "application/vnd.oci.image.layer.v1.tar", bytes(layer))));
        return registry.manifest(path, tag, Pusher.OCI_MANIFEST, manifest);
    }
}
