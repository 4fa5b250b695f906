package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * An image's name as registries write it. It is checked against the grammar of the OCI distribution specification, so
 * it can be used in a URL or a command without escaping.
 *
 * @param host with its port, if any
 * @param path without tag and digest
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests">OCI: names,
 *     tags</a>
 */
public record Image(String host, String path) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:[0-9]{1,5})?");
    private static final Pattern PART = Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}");

    /**
     * {@code us-east1-docker.pkg.dev/PROJECT/REPOSITORY/IMAGE}: Artifact Registry names contain project and location.
     */
    private static final Pattern ARTIFACT_REGISTRY = Pattern.compile("([a-z0-9-]+)-docker\\.pkg\\.dev");

    /**
     * {@code 111122223333.dkr.ecr.eu-central-1.amazonaws.com/PATH}: ECR names contain account and region, also in
     * China and for FIPS.
     */
    private static final Pattern ECR =
            Pattern.compile("([0-9]{12})\\.dkr\\.ecr(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?");

    /** Parses an image's whole name, {@code HOST/PATH} without tag and digest. */
    public static Image of(View place, String name) throws JsonException {
        int slash = name.indexOf('/');
        if (slash <= 0) {
            throw Fields.malformed(place, "the name of an image such as registry.example/shop/web");
        }
        return of(place, name.substring(0, slash), name.substring(slash + 1));
    }

    /** @param place the name's place in the payload, for the error */
    public static Image of(View place, String host, String path) throws JsonException {
        if (!HOST.matcher(host).matches() || path.length() > 255) {
            throw Fields.malformed(place, "the name of an image such as registry.example/shop/web");
        }
        for (var part : path.split("/", -1)) {
            if (!PART.matcher(part).matches()) {
                throw Fields.malformed(place, "the name of an image such as registry.example/shop/web");
            }
        }
        return new Image(host, path);
    }

    public static String digest(View value) throws JsonException {
        return digest(value, Fields.name(value));
    }

    /** @param value the text that contains the digest, for the error */
    public static String digest(View value, String digest) throws JsonException {
        if (!DIGEST.matcher(digest).matches()) {
            throw Fields.malformed(value, "a digest such as sha256: and 64 hexadecimal digits");
        }
        return digest;
    }

    /** Empty if there is none. */
    public static String tag(View value) throws JsonException {
        return tag(value, Fields.nameOrEmpty(value));
    }

    /** @param value the text that contains the tag, for the error */
    public static String tag(View value, String tag) throws JsonException {
        if (!tag.isEmpty() && !TAG.matcher(tag).matches()) {
            throw Fields.malformed(value, "a tag: up to 128 letters, digits, dots, dashes and underscores");
        }
        return tag;
    }

    /** {@code HOST/PATH}. */
    public String name() {
        return host + "/" + path;
    }

    /** The id of a push, for registries that do not give one; the same for a redelivery. */
    public SignalId push(String tag, String digest, Instant time) {
        return new SignalId(name() + ":" + tag + "@" + digest + "@" + time);
    }

    /** The repository as a subject. */
    public Resource repository() {
        var google = ARTIFACT_REGISTRY.matcher(host);
        int slash = path.indexOf('/');
        if (google.matches() && slash > 0) {
            return repository(Origin.gcp(path.substring(0, slash), google.group(1)), path.substring(slash + 1));
        }
        var amazon = ECR.matcher(host);
        return amazon.matches()
                ? repository(Origin.aws(amazon.group(1), amazon.group(2)), path)
                : repository(Origin.NOWHERE, name());
    }

    private static Resource repository(Origin origin, String name) {
        return new Resource(origin, Resource.Kinds.IMAGE_REPOSITORY, name);
    }
}
