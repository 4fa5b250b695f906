package io.nightshift.promotion.sweep;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest image of a repository among those whose tags match: the response to
 * {@link io.nightshift.promotion.PromotionQueries#NEWEST}.
 *
 * @param tag of the matching tags that name it, the highest by {@link TagOrder}
 * @param at its age; empty if it is the only image and has no time
 * @param left the number of matching tags that were not checked because there are too many
 * @param highest whether no matching tag has a higher name
 * @param ages the ages of the additional digests, by digest, if they exist and have a time
 */
public record NewestImage(
        String digest,
        String tag,
        Optional<Instant> at,
        Age age,
        int left,
        boolean highest,
        Map<String, Instant> ages) {

    /** The meaning of an image's time. */
    public enum Age {
        /** The time at which the registry received it. */
        PUSHED,
        /** The build time in the image: registries without their own API report nothing else. */
        BUILT
    }

    public NewestImage {
        ages = Collections.unmodifiableMap(new TreeMap<>(ages));
    }

    /** An image under one of its matching tags. */
    public record Tagged(String tag, String digest, Optional<Instant> at) {

        private static final Comparator<Tagged> OLDEST_FIRST = Comparator.<Tagged, Instant>comparing(
                        one -> one.at().orElse(Instant.MIN))
                .thenComparing(Tagged::tag, TagOrder.HIGHEST_LAST);
    }

    /**
     * The response of a registry.
     *
     * @param found once for each checked matching tag; no unchecked tag has a higher name
     * @param ages as in the record
     */
    public static Observed among(Collection<Tagged> found, Age age, int left, Map<String, Instant> ages) {
        var byDigest = new LinkedHashMap<String, Tagged>();
        found.forEach(one -> byDigest.merge(one.digest(), one, NewestImage::higher));
        if (byDigest.isEmpty()) {
            return new Observed.Seen(Health.UNWELL, Json.obj().with("reason", "no image has a tag that matches"));
        }
        long silent =
                byDigest.values().stream().filter(one -> one.at().isEmpty()).count();
        if (silent > 0 && byDigest.size() > 1) {
            var reason = "%d of %d images do not tell how old they are".formatted(silent, byDigest.size());
            return new Observed.Seen(Health.UNKNOWN, Json.obj().with("reason", reason));
        }
        var newest = Collections.max(byDigest.values(), Tagged.OLDEST_FIRST);
        boolean highest =
                found.stream().map(Tagged::tag).allMatch(tag -> TagOrder.HIGHEST_LAST.compare(tag, newest.tag()) <= 0);
        return new Observed.Seen(
                Health.WELL,
                new NewestImage(newest.digest(), newest.tag(), newest.at(), age, left, highest, ages).toJson());
    }

    private static Tagged higher(Tagged one, Tagged other) {
        return TagOrder.HIGHEST_LAST.compare(one.tag(), other.tag()) >= 0 ? one : other;
    }

    /** There is no such repository, and so no image. */
    public static Observed noRepository() {
        return new Observed.Seen(Health.UNWELL, Json.obj().with("reason", "the registry has no such repository"));
    }

    Json.Obj toJson() {
        var times = Json.obj();
        for (var other : ages.entrySet()) {
            times = times.with(other.getKey(), other.getValue().toString());
        }
        return Json.obj()
                .with("digest", digest)
                .with("tag", tag)
                .with("at", at.map(Instant::toString).orElse(""))
                .with("age", age.name())
                .with("left", left)
                .with("highest", highest)
                .with("ages", times);
    }

    static NewestImage read(View json) throws JsonException {
        try {
            var ages = new TreeMap<String, Instant>();
            for (var other : json.at("ages").texts().entrySet()) {
                ages.put(other.getKey(), Instant.parse(other.getValue()));
            }
            var at = json.at("at").text();
            return new NewestImage(
                    Image.digest(json.at("digest")),
                    Image.tag(json.at("tag")),
                    at.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(at)),
                    Age.valueOf(json.at("age").text()),
                    (int) json.at("left").integer(),
                    json.at("highest").bool(),
                    ages);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw json.wrong("the newest image of a repository");
        }
    }
}
