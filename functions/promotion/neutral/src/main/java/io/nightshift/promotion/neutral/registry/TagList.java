package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.Problem;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.JsonException;
import io.nightshift.web.HttpResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tags of a repository, over all pages. Their order is the registry's own: by name in most, by time in GitHub's.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags">OCI: listing tags</a>
 */
record TagList(Repository repository) {

    private static final Pattern NEXT = Pattern.compile("<([^>]{1,2000})>\\s*;[^,]*\\brel=\"?next\\b");
    private static final int MOST_PAGES = 50;

    /** The result. */
    sealed interface Listed {
        record Tags(List<String> tags) implements Listed {}

        /** There is no such repository. */
        record Absent() implements Listed {}

        record Missed(Problem problem) implements Listed {}
    }

    Listed read() {
        var tags = new LinkedHashSet<String>();
        var page = Optional.of("tags/list?n=1000");
        for (int pages = 0; page.isPresent(); pages++) {
            if (pages == MOST_PAGES) {
                return new Listed.Missed(Problem.permanent(
                        "TooMuch",
                        "the registry has more than " + MOST_PAGES
                                + " pages of tags; one without a wildcard needs no list"));
            }
            switch (repository.page(page.get())) {
                case HttpResult.Missed(var problem) -> {
                    return new Listed.Missed(problem);
                }
                case HttpResult.TooLong ignored -> {
                    return new Listed.Missed(
                            Problem.permanent("TooMuch", "a page of tags is longer than any should be"));
                }
                case HttpResult.Answered answer -> {
                    if (answer.status() == 404) {
                        return new Listed.Absent();
                    }
                    if (answer.status() != 200) {
                        return new Listed.Missed(repository.refusal(answer));
                    }
                    try {
                        tags.addAll(tags(answer));
                    } catch (JsonException e) {
                        return new Listed.Missed(
                                Problem.permanent("BadAnswer", "the list of tags cannot be read: " + e.getMessage()));
                    }
                    page = next(answer);
                }
            }
        }
        return new Listed.Tags(List.copyOf(tags));
    }

    /** Some registries return {@code null} for an empty list. */
    private static List<String> tags(HttpResult.Answered answer) throws JsonException {
        var tags = new ArrayList<String>();
        var listed = Manifest.read(answer.body()).at("tags");
        if (listed.exists()) {
            for (var tag : listed.items()) {
                tags.add(Image.tag(tag));
            }
        }
        return tags;
    }

    private static Optional<String> next(HttpResult.Answered answer) {
        return answer.headers().allValues("Link").stream()
                .map(NEXT::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }
}
