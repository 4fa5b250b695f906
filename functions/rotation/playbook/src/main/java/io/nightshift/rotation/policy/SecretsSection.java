package io.nightshift.rotation.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.PolicyDocument;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicySection;
import io.nightshift.rotation.RotationSpec;

/** The section {@code secrets}: how secrets are rotated. */
public final class SecretsSection implements PolicySection {

    static final String NAME = "secrets";

    @Override
    public PolicyKey key() {
        return SecretsShape.key();
    }

    @Override
    public String item() {
        return "secret";
    }

    @Override
    public void check(PolicyDocument document) throws JsonException {
        for (var name : PolicyAssembly.names(document.root().at(NAME))) {
            var entry = document.root().at(NAME, name);
            document.checkApproval(entry);
            strategy(document, entry);
            window(document, entry.at("window"));
        }
    }

    private static void strategy(PolicyDocument document, View entry) throws JsonException {
        var engine = entry.at("engine").textOr("");
        var strategy = entry.at("strategy").textOr("single");
        var known = RotationEngines.STRATEGIES.getOrDefault(engine, RotationEngines.ALL);
        if (!known.contains(strategy)) {
            document.problems()
                    .add(
                            entry.at(entry.at("strategy").exists() ? "strategy" : "engine")
                                    .path(),
                            "%s cannot be rotated by strategy %s; set strategy to %s"
                                    .formatted(engine, strategy, String.join(" or ", known)));
        }
        if (strategy.equals("alternating") && entry.at("admin").textOr("").isEmpty()) {
            document.problems()
                    .add(
                            entry.at("strategy").path(),
                            "alternating users need an admin who makes the other one; add admin: the name of its secret");
        }
    }

    private static void window(PolicyDocument document, View window) throws JsonException {
        if (window.exists()
                && window.at("from").textOr("from").equals(window.at("to").textOr("to"))) {
            document.problems().add(window.at("to").path(), "the window closes when it opens; leave it out for always");
        }
    }

    @Override
    public SecretPolicies read(View root) throws JsonException {
        return new SecretPolicies(
                PolicyAssembly.each(root.at(NAME), (name, entry) -> new SecretPlan(root, name, entry).policy()));
    }

    @Override
    public void warn(Policy policy, PolicyDocument document) throws JsonException {
        for (var entry : SecretPolicies.of(policy)) {
            var place = document.root().at(NAME, entry.name());
            if (PolicyDocument.isUnheard(entry.settled(policy))) {
                document.warnUnheard(place.path(), "");
            }
            if (entry.isAccessKey()
                    && entry.kind().equals(Kinds.SECRET)
                    && entry.region().isEmpty()) {
                document.problems()
                        .add(
                                place.path(),
                                "AWS tells leaked keys in us-east-1, and the secret would be looked for there; add region");
            }
            if (place.at("tls", "mode").textOr("").equals("plaintext")) {
                document.problems().add(place.at("tls", "mode").path(), "passwords go over the network in plaintext");
            }
            if (place.at("strategy").textOr("single").equals("single")
                    && place.at("consumers").exists()
                    && !place.at("consumers").items().isEmpty()
                    && !place.at("engine").textOr("").equals(RotationSpec.OPAQUE)
                    && !place.at("window").exists()) {
                document.problems()
                        .add(
                                place.path(),
                                "one user with one password: its consumers cannot log in from the change until they are restarted; add a window, or rotate by alternating users");
            }
        }
    }
}
