package io.nightshift.promotion.sweep;

import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import io.nightshift.promotion.PromotionQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The query {@link PromotionQueries#NEWEST}.
 *
 * @param tags an image's tag must match it
 * @param against digests whose age is also requested
 */
public record NewestQuery(Image image, Glob tags, List<String> against) {

    /**
     * Tags that cosign and the referrers fallback store next to an image, named by its digest: signatures, not
     * versions.
     */
    private static final Pattern ATTACHED = Pattern.compile("sha(256-[a-f0-9]{64}|512-[a-f0-9]{128})(\\..*)?");

    public NewestQuery {
        against = List.copyOf(against);
    }

    public Query query() {
        return new Query(
                PromotionQueries.NEWEST,
                image.repository(),
                Json.obj()
                        .with("image", image.name())
                        .with("tags", tags.toString())
                        .with("against", Json.strings(against)));
    }

    public static NewestQuery read(Query query) throws JsonException {
        var with = View.of(query.with());
        var against = new ArrayList<String>();
        for (var digest : with.at("against").items()) {
            against.add(Image.digest(digest));
        }
        return new NewestQuery(
                Image.of(with.at("image"), with.at("image").nonBlank()),
                Glob.of(with.at("tags").nonBlank())
                        .orElseThrow(() -> with.at("tags").wrong("a pattern such as v*")),
                against);
    }

    public boolean matches(String tag) {
        return tags.matches(tag) && !ATTACHED.matcher(tag).matches();
    }

    /** The tag itself, if the pattern has no wildcard: then no listing is needed. */
    public Optional<String> literal() {
        var text = tags.toString();
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '\\') ? Optional.empty() : Optional.of(text);
    }
}
