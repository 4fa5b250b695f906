package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.sweep.NewestImage;
import io.nightshift.promotion.sweep.NewestImage.Age;
import io.nightshift.promotion.sweep.NewestImage.Tagged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the images of a repository one by one; each digest once, however many tags name it. For one thread and one
 * observation.
 */
final class ImageCatalog {

    /** Reproducible builds contain 1970, 1980 or the year 1, which is not a build time. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final Repository repository;
    private final Map<String, Observed> byDigest = new HashMap<>();

    ImageCatalog(Repository repository) {
        this.repository = repository;
    }

    /** Aborts the observation. */
    private static final class Blocked extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Observed answer;

        Blocked(Observed answer) {
            super("blocked", null, false, false);
            this.answer = answer;
        }
    }

    Observed newest(List<String> tags, int left, List<String> against) {
        try {
            var found = new ArrayList<Tagged>();
            for (var tag : tags) {
                at(tag).ifPresent(one -> found.add(new Tagged(tag, one.digest(), one.built())));
            }
            var ages = new LinkedHashMap<String, Instant>();
            for (var digest : against) {
                at(digest).flatMap(Seen::built).ifPresent(built -> ages.put(digest, built));
            }
            return NewestImage.among(found, Age.BUILT, left, ages);
        } catch (Blocked e) {
            return e.answer;
        }
    }

    private record Seen(String digest, Optional<Instant> built) {}

    /** Empty if it was deleted since the list was read. */
    private Optional<Seen> at(String reference) throws Blocked {
        return switch (repository.manifest(reference)) {
            case FetchedManifest.Absent ignored -> Optional.empty();
            case FetchedManifest.Spoilt(var reason) -> throw unknown(reference + ": " + reason);
            case FetchedManifest.Missed(var problem) -> throw new Blocked(new Observed.NotSeen(problem));
            case FetchedManifest.Content content -> Optional.of(new Seen(content.digest(), built(reference, content)));
        };
    }

    /** An unreadable image might be the newest. */
    private Optional<Instant> built(String reference, FetchedManifest.Content content) throws Blocked {
        var described = byDigest.get(content.digest());
        if (described == null) {
            described = ImageObserver.described(repository, reference, content);
            byDigest.put(content.digest(), described);
        }
        if (!(described instanceof Observed.Seen(var health, var details))) {
            throw new Blocked(described);
        }
        if (health != Health.WELL) {
            throw unknown(details.get("reason") instanceof Json.Str(var reason) ? reason : reference);
        }
        return details.get("createdAt") instanceof Json.Str(var text) && !text.isEmpty()
                ? Optional.of(Instant.parse(text)).filter(at -> at.isAfter(EARLIEST))
                : Optional.empty();
    }

    private static Blocked unknown(String reason) {
        return new Blocked(new Observed.Seen(Health.UNKNOWN, Json.obj().with("reason", reason)));
    }
}
