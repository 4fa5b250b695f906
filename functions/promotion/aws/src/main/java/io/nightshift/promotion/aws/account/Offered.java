package io.nightshift.promotion.aws.account;

import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.target.Preflight.Finding;
import java.util.List;
import java.util.Optional;

/** What an image is for: {@code linux/amd64} and the like; empty where nobody knows. */
public record Offered(List<String> platforms) {

    public static Offered by(Rollout rollout) {
        return rollout.settings().get("platforms") instanceof Json.Arr(var items)
                ? new Offered(items.stream()
                        .flatMap(item -> item instanceof Json.Str(var text)
                                ? Optional.of(text).stream()
                                : Optional.<String>empty().stream())
                        .toList())
                : new Offered(List.of());
    }

    /** The problem of a target that runs something else. */
    public Optional<Finding> lacks(String platform) {
        return platforms.isEmpty() || platforms.contains(platform)
                ? Optional.empty()
                : Optional.of(new Finding(
                        "WrongPlatform",
                        "the target runs " + platform + ", the image is for " + String.join(", ", platforms),
                        false));
    }
}
