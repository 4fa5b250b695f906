package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Image;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.PromotionQueries;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Answers {@link PromotionQueries#IMAGE} from the registry in the image's name. The API contains no push time: {@code pushedAt} is
 * empty, and {@code createdAt} is the build time in the image (1970 or year 1 if the build is reproducible).
 */
public record ImageObserver(Registries registries) implements Observer {

    private static final int LONGEST_CONFIG = 8 * 1024 * 1024;

    @Override
    public boolean observes(Query query) {
        return query.name().equals(PromotionQueries.IMAGE);
    }

    @Override
    public Observed observe(Query query) {
        try {
            var with = View.of(query.with());
            var image = Image.of(with.at("image"), with.at("image").nonBlank());
            boolean tagged = with.at("tag").exists() && !with.at("tag").text().isEmpty();
            var reference = tagged ? Image.tag(with.at("tag")) : Image.digest(with.at("digest"));
            return look(registries.repository(image), (tagged ? "the tag " : "the digest ") + reference, reference);
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", "the image to look for: " + e.getMessage()));
        }
    }

    private static Observed look(Repository repository, String what, String reference) {
        return switch (repository.manifest(reference)) {
            case FetchedManifest.Content content -> described(repository, what, content);
            case FetchedManifest.Absent ignored -> unwell(what + " is not there (deleted?)");
            case FetchedManifest.Spoilt(var reason) -> unwell(what + ": " + reason);
            case FetchedManifest.Missed(var problem) -> new Observed.NotSeen(problem);
        };
    }

    static Observed described(Repository repository, String what, FetchedManifest.Content content) {
        try {
            var manifest = Manifest.read(content.body());
            return Manifest.isIndex(manifest)
                    ? ofIndex(repository, content.digest(), manifest)
                    : ofManifest(repository, content.digest(), manifest, new LinkedHashSet<>());
        } catch (JsonException e) {
            return unwell(what + " is no manifest of an image: " + e.getMessage());
        }
    }

    private static Observed ofIndex(Repository repository, String digest, View index) throws JsonException {
        var platforms = new LinkedHashSet<String>();
        var images = Manifest.images(index);
        for (var entry : images) {
            if (entry.at("platform").exists()) {
                platforms.add(Manifest.platform(entry.at("platform")));
            }
        }
        if (images.isEmpty()) {
            return well(digest, platforms, "");
        }
        return switch (repository.manifest(Image.digest(images.getFirst().at("digest")))) {
            case FetchedManifest.Content first ->
                ofManifest(repository, digest, Manifest.read(first.body()), platforms);
            case FetchedManifest.Absent ignored ->
                unwell("the image " + images.getFirst().at("digest").text() + " of the index is not there");
            case FetchedManifest.Spoilt(var reason) -> unwell(reason);
            case FetchedManifest.Missed(var problem) -> new Observed.NotSeen(problem);
        };
    }

    /** @param platforms of the index, if there is one; else that of the image */
    private static Observed ofManifest(Repository repository, String digest, View manifest, Set<String> platforms)
            throws JsonException {
        if (manifest.at("schemaVersion").integer() != 2) {
            return unwell("the image is in a format of Docker from before 2016 (schema 1), which cannot be promoted");
        }
        if (!Manifest.isImage(manifest)) {
            return well(digest, platforms, "");
        }
        return switch (repository.blob(Image.digest(manifest.at("config", "digest")), LONGEST_CONFIG)) {
            case FetchedManifest.Content(var ignored, var alsoIgnored, var body) -> {
                var config = Manifest.read(body);
                var own = platforms.isEmpty() ? Set.of(Manifest.platform(config)) : platforms;
                yield well(digest, own, created(config));
            }
            case FetchedManifest.Absent ignored -> unwell("the configuration of the image is not there");
            case FetchedManifest.Spoilt(var reason) -> unwell(reason);
            case FetchedManifest.Missed(var problem) -> new Observed.NotSeen(problem);
        };
    }

    /** No decision depends on it alone: an unreadable one is omitted. */
    private static String created(View config) {
        try {
            return ProviderTimes.time(config.at("created")).toString();
        } catch (JsonException e) {
            return "";
        }
    }

    private static Observed well(String digest, Set<String> platforms, String createdAt) {
        return new Observed.Seen(
                Health.WELL,
                Json.obj()
                        .with("digest", digest)
                        .with("pushedAt", "")
                        .with("createdAt", createdAt)
                        .with("platforms", Json.strings(platforms)));
    }

    private static Observed unwell(String reason) {
        return new Observed.Seen(Health.UNWELL, Json.obj().with("reason", reason));
    }
}
