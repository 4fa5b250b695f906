package io.nightshift.promotion.policy;

import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.TargetKinds;
import java.util.Optional;
import java.util.Set;

/** The origins of a service's targets and jobs, if they do not name one: the same as that of the image's registry. */
final class TargetOrigins {

    /** Artifact Registry's multi-regions hold images; nothing runs in them. */
    private static final Set<String> MULTI_REGIONS = Set.of("us", "europe", "asia");

    private final Origin registry;

    private TargetOrigins(Origin registry) {
        this.registry = registry;
    }

    /** @param image as in the policy; empty if it was invalid */
    static TargetOrigins of(String image) throws JsonException {
        if (image.isEmpty()) {
            return new TargetOrigins(Origin.NOWHERE);
        }
        return new TargetOrigins(
                Image.of(View.of(Json.of(image)), image).repository().origin());
    }

    /** The cloud of the image's registry. */
    Cloud registry() {
        return registry.cloud();
    }

    static Cloud cloud(View resource) throws JsonException {
        return TargetKinds.cloud(resource.at("kind").textOr(""))
                .or(() -> Cloud.byId(textOr(resource.at("cloud"), "none")))
                .orElse(Cloud.NONE);
    }

    private static String textOr(View view, String otherwise) {
        try {
            return view.textOr(otherwise);
        } catch (JsonException e) {
            return otherwise;
        }
    }

    String account(View resource) throws JsonException {
        return resource.at("account").textOr(told(resource).map(Origin::account).orElse(""));
    }

    String region(View resource) throws JsonException {
        return resource.at("region")
                .textOr(told(resource)
                        .map(Origin::region)
                        .filter(region -> !MULTI_REGIONS.contains(region))
                        .orElse(""));
    }

    private Optional<Origin> told(View resource) throws JsonException {
        return cloud(resource) == registry.cloud() && registry.cloud() != Cloud.NONE
                ? Optional.of(registry)
                : Optional.empty();
    }

    Resource resource(View resource) throws JsonException {
        return new Resource(
                new Origin(cloud(resource), account(resource), region(resource)),
                resource.at("kind").textOr(""),
                resource.at("name").textOr(""));
    }
}
