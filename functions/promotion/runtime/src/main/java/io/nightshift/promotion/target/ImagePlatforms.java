package io.nightshift.promotion.target;

import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The platforms of an image, such as {@code linux/amd64}; empty if unknown. */
public record ImagePlatforms(List<String> platforms) {

    public ImagePlatforms {
        platforms = List.copyOf(platforms);
    }

    public static ImagePlatforms by(Rollout rollout) {
        return rollout.settings().get("platforms") instanceof Json.Arr(var items)
                ? new ImagePlatforms(items.stream()
                        .flatMap(item -> item instanceof Json.Str(var text) ? Stream.of(text) : Stream.empty())
                        .toList())
                : new ImagePlatforms(List.of());
    }

    /** The problem of a target with another platform. */
    public Optional<Finding> lacks(String platform) {
        return lacks(Set.of(platform), "");
    }

    /**
     * The problem of a target whose machines have several platforms, and whose version may run on any of them.
     *
     * @param by how this is known; empty if not needed
     */
    public Optional<Finding> lacks(Collection<String> machines, String by) {
        return platforms.isEmpty() || platforms.containsAll(machines)
                ? Optional.empty()
                : Optional.of(new Finding(
                        "WrongPlatform",
                        "the target runs %s%s, the image is for %s"
                                .formatted(
                                        String.join(" and ", new TreeSet<>(machines)),
                                        by.isEmpty() ? "" : " (" + by + ")",
                                        String.join(", ", platforms)),
                        false));
    }
}
