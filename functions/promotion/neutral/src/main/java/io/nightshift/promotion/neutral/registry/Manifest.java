package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the JSON of a registry: indexes (one image for several platforms), manifests and image configurations. */
final class Manifest {

    static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private static final Set<String> CONFIGS =
            Set.of("application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json");

    private static final JsonLimits LIMITS = new JsonLimits(Repository.LONGEST_MANIFEST, 50, 500_000);

    private Manifest() {}

    static View read(byte[] body) throws JsonException {
        return View.of(Json.parse(body, LIMITS));
    }

    static boolean isIndex(View manifest) {
        return manifest.at("manifests").exists();
    }

    /** The images of an index, by their digests; BuildKit's attestations are among them, with an unknown platform. */
    static List<View> images(View index) throws JsonException {
        var images = new ArrayList<View>();
        for (var entry : index.at("manifests").items()) {
            if (!Fields.says(entry.at("platform", "os"), "unknown")
                    && !entry.at("annotations", "vnd.docker.reference.type").exists()) {
                Image.digest(entry.at("digest"));
                images.add(entry);
            }
        }
        return images;
    }

    /** Reports whether the manifest is of a runnable image, as opposed to a chart, a signature or another artifact. */
    static boolean isImage(View manifest) throws JsonException {
        return CONFIGS.contains(manifest.at("config", "mediaType").textOr(""));
    }

    /**
     * {@code linux/amd64}, {@code linux/arm/v7}; arm64 has one variant, which is omitted.
     *
     * @param platform with {@code os}, {@code architecture}, {@code variant}: of an index or of an image's configuration
     */
    static String platform(View platform) throws JsonException {
        var architecture = Fields.name(platform.at("architecture"));
        var variant = Fields.nameOrEmpty(platform.at("variant"));
        boolean plain = variant.isEmpty() || (architecture.equals("arm64") && variant.equals("v8"));
        return Fields.name(platform.at("os")) + "/" + architecture + (plain ? "" : "/" + variant);
    }
}
