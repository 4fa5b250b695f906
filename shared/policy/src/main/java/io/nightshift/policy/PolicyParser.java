package io.nightshift.policy;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads {@code nightshift.yaml}: YAML 1.2, UTF-8, at most 1 MiB, 1,000 rules. Every problem is reported at once, with
 * its line and column; only what is no YAML at all ends with the first one.
 */
public final class PolicyParser {

    private final ActionCatalogue actions;

    /** @param actions what a ladder can name */
    public PolicyParser(ActionCatalogue actions) {
        this.actions = actions;
    }

    public Parsed parse(String yaml) {
        return parse(yaml.getBytes(StandardCharsets.UTF_8));
    }

    public Parsed parse(byte[] utf8) {
        var problems = new Problems();
        var document = document(utf8, problems);
        if (!problems.isEmpty()) {
            return new Parsed.Invalid(problems.all());
        }
        var policy = Assembly.policy(document.orElseThrow());
        return new Parsed.Valid(policy, new Warnings(policy, problems).run());
    }

    /** The document in its normal form, as far as it is right. */
    Optional<Json.Obj> document(byte[] utf8, Problems problems) {
        return new PolicyText(problems).compose(utf8).map(root -> {
            var document = new ShapeReader(problems).read(root, new PolicyShape(actions).policy());
            try {
                new Checks(actions, problems, document).run();
            } catch (JsonException e) {
                throw new IllegalStateException("a document in its normal form cannot be read", e);
            }
            return document;
        });
    }
}
