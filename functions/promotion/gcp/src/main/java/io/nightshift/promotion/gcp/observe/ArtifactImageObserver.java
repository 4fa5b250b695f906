package io.nightshift.promotion.gcp.observe;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PagedRest;
import io.nightshift.promotion.PromotionQueries;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Answers {@link PromotionQueries#IMAGE} for Artifact Registry through its own API, which contains the time of the push. It contains
 * platforms only for multi-platform images.
 *
 * @see <a
 *     href="https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories.dockerImages">
 *     Artifact Registry: dockerImages</a>
 */
public final class ArtifactImageObserver implements Observer {

    public static final List<String> PERMISSIONS =
            List.of("artifactregistry.dockerimages.get", "artifactregistry.tags.get");

    private final QueryProject projects;
    private final PagedRest lists;

    public ArtifactImageObserver(QueryProject projects, GcpClients clients) {
        this.projects = projects;
        this.lists = PagedRest.of(clients, "https://artifactregistry.googleapis.com/");
    }

    @Override
    public boolean observes(Query query) {
        return query.name().equals(PromotionQueries.IMAGE)
                && query.subject().kind().equals(Kinds.IMAGE_REPOSITORY)
                && query.subject().origin().cloud() == Cloud.GCP;
    }

    @Override
    public Observed observe(Query query) {
        try {
            var with = View.of(query.with());
            var place = place(Image.of(with.at("image"), with.at("image").nonBlank()));
            var tag = Image.tag(with.at("tag"));
            return tag.isEmpty() ? image(place, Image.digest(with.at("digest"))) : tagged(place, tag);
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", "the image to look for: " + e.getMessage()));
        }
    }

    /**
     * The location of an image.
     *
     * @param name with its slashes escaped, because it is one part of a path
     */
    private record Place(String repository, String name) {}

    /** {@code LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/NAME}. */
    private Place place(Image image) throws CallFailed {
        var found = image.repository();
        var parts = found.name().split("/", 2);
        if (found.origin().cloud() != Cloud.GCP || parts.length < 2) {
            throw new CallFailed(Problem.permanent("OtherRegistry", "the image is not in Artifact Registry"));
        }
        return new Place(projects.repository(found), parts[1].replace("/", "%2F"));
    }

    private Observed tagged(Place place, String tag) throws CallFailed, JsonException {
        var found = lists.find(place.repository() + "/packages/" + place.name() + "/tags/" + tag);
        if (found.isEmpty()) {
            return unwell("the tag " + tag + " is not there (deleted?)");
        }
        var version =
                PagedRest.read(View.of(found.get()), view -> view.at("version").nonBlank());
        return image(place, Image.digest(View.of(found.get()), version.substring(version.lastIndexOf('/') + 1)));
    }

    private Observed image(Place place, String digest) throws CallFailed {
        var found = lists.find(place.repository() + "/dockerImages/" + place.name() + "@" + digest);
        return found.isEmpty()
                ? unwell("the digest " + digest + " is not there (deleted?)")
                : PagedRest.read(View.of(found.get()), image -> well(image, digest));
    }

    private static Observed well(View image, String digest) throws JsonException {
        return new Observed.Seen(
                Health.WELL,
                Json.obj()
                        .with("digest", digest)
                        .with("pushedAt", image.at("uploadTime").textOr(""))
                        .with("createdAt", image.at("buildTime").textOr(""))
                        .with("platforms", platforms(image)));
    }

    /** An attestation appears among the images of an index as one for an unknown platform. */
    private static Json platforms(View image) throws JsonException {
        var platforms = new LinkedHashSet<String>();
        for (var one : image.at("imageManifests").items()) {
            var platform = one.at("os").textOr("unknown") + "/"
                    + one.at("architecture").textOr("unknown");
            if (!platform.contains("unknown")) {
                platforms.add(platform + variant(one));
            }
        }
        return Json.strings(platforms);
    }

    /** 64-bit ARM has only one variant, which is never named. */
    private static String variant(View image) throws JsonException {
        var variant = image.at("variant").textOr("");
        return variant.isEmpty() || variant.equals("v8") ? "" : "/" + variant;
    }

    private static Observed unwell(String reason) {
        return new Observed.Seen(Health.UNWELL, Json.obj().with("reason", reason));
    }
}
