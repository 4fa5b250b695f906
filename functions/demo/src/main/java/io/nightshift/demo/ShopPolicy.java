package io.nightshift.demo;

import io.nightshift.core.json.Json;
import io.nightshift.entry.PolicySections;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import io.nightshift.promotion.policy.PromotionSection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The policy of the demo: {@code nightshift.yaml} next to this class. */
final class ShopPolicy {

    private ShopPolicy() {}

    /** @param image tags {@code v...} of it are promoted; other tags are not */
    static PolicyRules rules(String image) {
        var command = Json.strings(ShopVersion.command()).text();
        var text = text().replace("IMAGE", image).replace("COMMAND", command);
        return switch (PolicySections.parser(new PromotionSection()).parse(text)) {
            case Parsed.Valid valid -> new PolicyRules(valid.policy());
            case Parsed.Invalid invalid ->
                throw new IllegalStateException("the policy of the demo is invalid: " + invalid.problems());
        };
    }

    private static String text() {
        try (var file = ShopPolicy.class.getResourceAsStream("nightshift.yaml")) {
            if (file == null) {
                throw new IllegalStateException("the policy of the demo is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
