package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Signal;
import java.util.Map;

/**
 * GitHub's {@code registry_package} webhook for an image in ghcr.io. The receiver checks its signature first; this
 * class reads only the body.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#registry_package">GitHub:
 *     registry_package</a>
 */
final class GitHubPackage implements Format {

    @Override
    public String name() {
        return "GitHub registry package";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("registry_package").isObject() && payload.at("action").isString();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var pack = payload.at("registry_package");
        var version = pack.at("package_version");
        if (!"container".equalsIgnoreCase(pack.at("package_type").textOr(""))) {
            return Decoded.ignored("GitHub registry package: no image");
        }
        var metadata = version.at("container_metadata", "tag");
        var tag = Image.tag(metadata.at("name"));
        if (tag.isEmpty()) {
            return Decoded.ignored("GitHub registry package: an image without a tag");
        }
        var digest = Image.digest(metadata.at("digest"));
        var place = version.at("package_url");
        var url = Fields.name(place);
        int colon = url.lastIndexOf(':');
        var image = Image.of(place, colon > url.indexOf('/') ? url.substring(0, colon) : url);
        var time = ProviderTimes.time(version.firstOf("updated_at", "created_at"));
        var id = image.push(tag, digest, time);
        var header = new Signal.Header(id, "github", time, image.repository(), new Labels().all());
        return Decoded.of(new Signal.ImagePush(header, image.name(), digest, tag));
    }
}
