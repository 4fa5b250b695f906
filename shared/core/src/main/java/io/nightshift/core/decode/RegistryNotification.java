package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The webhook that Docker Distribution (and software built on it: Harbor's core, GitLab's registry) posts for each
 * blob and manifest. A push of one image is many events; only the event of a manifest with a tag counts.
 *
 * @see <a href="https://distribution.github.io/distribution/about/notifications">CNCF Distribution: notifications</a>
 */
final class RegistryNotification implements Format {

    private static final Pattern MANIFEST = Pattern.compile("application/vnd\\.(docker\\.distribution|oci\\.image)"
            + "\\.(manifest|manifest\\.list|index)\\.v[0-9]+(\\+json|\\+prettyjws)");

    @Override
    public String name() {
        return "registry notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        var first = payload.at("events").at(0);
        return first.at("target").isObject() && first.at("action").isString();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return Decoders.each(payload.at("events").items(), RegistryNotification::event);
    }

    private static Decoded event(View event) throws JsonException {
        var target = event.at("target");
        if (!Fields.says(event.at("action"), "push")) {
            return Decoded.ignored("registry notification: nothing was pushed");
        }
        if (!MANIFEST.matcher(target.at("mediaType").textOr("")).matches()) {
            return Decoded.ignored("registry notification: a blob was pushed; its manifest follows");
        }
        var tag = Image.tag(target.at("tag"));
        if (tag.isEmpty()) {
            return Decoded.ignored("registry notification: a manifest without a tag was pushed");
        }
        var image = Image.of(
                target.at("repository"),
                Fields.name(event.at("request", "host")),
                Fields.name(target.at("repository")));
        var header = new Signal.Header(
                new SignalId(Fields.name(event.at("id"))),
                "registry",
                ProviderTimes.time(event.at("timestamp")),
                image.repository(),
                new Labels().all());
        return Decoded.of(new Signal.ImagePush(header, image.name(), Image.digest(target.at("digest")), tag));
    }
}
