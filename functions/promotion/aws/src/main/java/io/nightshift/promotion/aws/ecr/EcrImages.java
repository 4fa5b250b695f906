package io.nightshift.promotion.aws.ecr;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** The image that a tag or a digest names in a repository. */
record EcrImages(EcrClient ecr, String repository) {

    private static final String[] MANIFESTS = {
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json"
    };

    Observed look(Query query) throws CallFailed, JsonException {
        var with = View.of(query.with());
        var digest = with.at("digest").textOr("");
        var tag = with.at("tag").textOr("");
        if (digest.isEmpty() && tag.isEmpty()) {
            throw with.at("tag").wrong("a tag, or a digest in with.digest");
        }
        var id = digest.isEmpty()
                ? ImageIdentifier.builder().imageTag(tag).build()
                : ImageIdentifier.builder().imageDigest(digest).build();
        var image = find(id);
        return image.isEmpty() ? none("the repository has no such image") : seen(image.get());
    }

    Optional<ImageDetail> find(ImageIdentifier id) throws CallFailed {
        return AwsCalls.read(() -> {
            try {
                return ecr
                        .describeImages(
                                request -> request.repositoryName(repository).imageIds(id))
                        .imageDetails()
                        .stream()
                        .findFirst();
            } catch (ImageNotFoundException | RepositoryNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private Observed seen(ImageDetail image) throws CallFailed {
        if (!canBePulled(image)) {
            return none("the image is " + image.imageStatusAsString() + ": it cannot be pulled");
        }
        return new Observed.Seen(
                Health.WELL,
                Json.obj()
                        .with("digest", image.imageDigest())
                        .with("pushedAt", text(image.imagePushedAt()))
                        .with("platforms", Json.strings(platforms(image.imageDigest()))));
    }

    /** Archived images cannot be pulled; null means an older registry without an archive. */
    static boolean canBePulled(ImageDetail image) {
        var status = image.imageStatusAsString();
        return status == null || status.equals("ACTIVE");
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    private static Observed none(String reason) {
        return new Observed.Seen(Health.UNWELL, Json.obj().with("reason", reason));
    }

    /** Only for an index: a single image's platform is in its configuration, which needs a separate download. */
    private Set<String> platforms(String digest) throws CallFailed {
        var answer = AwsCalls.read(() -> ecr.batchGetImage(request -> request.repositoryName(repository)
                .imageIds(ImageIdentifier.builder().imageDigest(digest).build())
                .acceptedMediaTypes(MANIFESTS)));
        var platforms = new TreeSet<String>();
        for (var image : answer.images()) {
            platforms.addAll(platformsOf(image.imageManifest()));
        }
        return platforms;
    }

    /** Entries that builders add to an index (provenance) have the platform {@code unknown/unknown}. */
    private static Set<String> platformsOf(String manifest) {
        var platforms = new TreeSet<String>();
        try {
            for (var one : View.of(Json.parse(manifest)).at("manifests").items()) {
                platforms.add(one.at("platform", "os").textOr("unknown") + "/"
                        + one.at("platform", "architecture").textOr("unknown"));
            }
            platforms.remove("unknown/unknown");
            return platforms;
        } catch (JsonException e) {
            return Set.of();
        }
    }
}
