package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Image;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Signal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The message that Artifact Registry publishes to the topic {@code gcr}: {@code digest} and {@code tag} are whole names. It
 * contains no time; the time is that of the Pub/Sub message, which stays the same in a redelivery.
 *
 * @see <a href="https://cloud.google.com/artifact-registry/docs/configure-notifications">Google Cloud: notifications</a>
 */
final class ArtifactRegistryChange implements Format {

    /** Artifact Registry also serves names of Container Registry, which contain neither project nor region. */
    private static final Pattern CONTAINER_REGISTRY = Pattern.compile("([a-z]+\\.)?gcr\\.io");

    @Override
    public String name() {
        return "Artifact Registry notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return Fields.says(payload.at("action"), "INSERT", "DELETE")
                && payload.firstOf("digest", "tag").isString();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        if (!Fields.says(payload.at("action"), "INSERT")) {
            return Decoded.ignored("Artifact Registry: an image or a tag was deleted");
        }
        var place = payload.at("digest");
        var whole = Fields.name(place);
        int at = whole.indexOf('@');
        if (at < 0) {
            throw Fields.malformed(place, "IMAGE@DIGEST");
        }
        var image = Image.of(place, whole.substring(0, at));
        if (image.repository().origin().cloud() != Cloud.GCP
                && !CONTAINER_REGISTRY.matcher(image.host()).matches()) {
            throw Fields.malformed(
                    place, "an image of Artifact Registry, REGION-docker.pkg.dev/PROJECT/... or gcr.io/...");
        }
        var digest = Image.digest(place, whole.substring(at + 1));
        var time = published(headers);
        var tag = tag(payload.at("tag"), image);
        var id = image.push(tag, digest, time);
        var header = new Signal.Header(id, "gcp.artifact-registry", time, image.repository(), new Labels().all());
        return Decoded.of(new Signal.ImagePush(header, image.name(), digest, tag));
    }

    private static String tag(View place, Image image) throws JsonException {
        var whole = Fields.nameOrEmpty(place);
        if (whole.isEmpty()) {
            return "";
        }
        if (!whole.startsWith(image.name() + ":")) {
            throw Fields.malformed(place, "a tag of the image in $.digest");
        }
        return Image.tag(place, whole.substring(image.name().length() + 1));
    }

    private static Instant published(Map<String, String> headers) throws JsonException {
        try {
            return Instant.parse(headers.getOrDefault(PubSubMessage.PUBLISHED, ""));
        } catch (DateTimeParseException e) {
            throw new JsonException("it tells no time, and it did not come in a Pub/Sub message with a publishTime");
        }
    }
}
