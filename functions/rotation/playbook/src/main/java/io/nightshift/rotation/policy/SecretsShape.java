package io.nightshift.rotation.policy;

import static io.nightshift.policy.PolicyKey.optional;
import static io.nightshift.policy.PolicyKey.required;

import io.nightshift.core.json.Json;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicyShape;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape.Listed;
import io.nightshift.policy.Shape.Named;
import io.nightshift.policy.Shape.Table;
import io.nightshift.rotation.action.SecretKinds;
import java.util.List;

/** Every key of {@code secrets}: its shape, its default and its meaning. */
final class SecretsShape {

    private static final PolicyKey LOCK = optional("lock", Scalars.SOME_TIME, "How long one rotation holds a secret.")
            .or("1h");

    static final String GRACE = "1h";
    static final String PROOF = "30m";
    static final String MAX_AGE = "90d";
    static final int LENGTH = 32;
    static final String EXCLUDE = "/@\"'\\:;%&#?`$";

    private SecretsShape() {}

    static PolicyKey key() {
        return optional(
                SecretsSection.NAME,
                new Named(Scalars.NAME, secret()),
                "How secrets are rotated. A secret belongs to the first entry of the file that matches it.");
    }

    private static Table secret() {
        return new Table(
                "secret",
                PolicyShape.join(
                        PolicyShape.join(which(), how()),
                        PolicyShape.commonSettings(PolicyShape.guardrails("secret-", SecretPolicy.USUAL, LOCK))));
    }

    private static List<PolicyKey> which() {
        return List.of(
                required("secret", Scalars.GLOB, "The name of the secret in its store; a pattern."),
                optional(
                        "tags",
                        new Named(Scalars.LINE, Scalars.GLOB),
                        "Tags or labels that the secret carries, and a pattern for the value of each; all match."),
                optional(
                                "store",
                                Scalars.choice("store of secrets", List.of("aws", "gcp", "vault")),
                                "Where the secret is.")
                        .or("aws"),
                optional("account", Scalars.LINE, "AWS account id or Google Cloud project. Default: the host's own."),
                optional("region", Scalars.LINE, "Region of AWS. Default: the host's own."));
    }

    private static List<PolicyKey> how() {
        return List.of(
                required(
                        "engine",
                        Scalars.choice("engine", RotationEngines.STRATEGIES.keySet()),
                        "What checks the credential."),
                optional(
                                "strategy",
                                Scalars.choice("strategy", RotationEngines.ALL),
                                "single: one user, one password, an outage between set and the restart of the consumers. alternating: two users in turns. dual: two passwords or keys of one user.")
                        .or("single"),
                optional("admin", Scalars.LINE, "The secret of who may change the user. Default: the user itself."),
                optional(
                        "application",
                        Scalars.matching("an address such as pooler.internal:6432", "[A-Za-z0-9.-]{1,253}:[0-9]{1,5}"),
                        "Where applications log in, if that is another address than the secret's host: a pooler, a reader."),
                optional("tls", tls(), "How the connection to the system is protected."),
                optional("password", password(), "What a new password is made of."),
                optional(
                                "consumers",
                                new Listed(consumer(), 0, 50),
                                "What reads the secret at its start and is restarted after the switch, in this order.")
                        .or(Json.arr()),
                optional("window", window(), "The part of each week in which a rotation may begin. Default: always."),
                optional("grace", Scalars.TIME_OR_NONE, "How long the old credential works at least after the switch.")
                        .or(GRACE),
                optional(
                                "proof",
                                Scalars.TIME_OR_NONE,
                                "How long nobody may have used the old credential before it is retired.")
                        .or(PROOF),
                optional(
                                "max-age",
                                Scalars.LONG_TIME,
                                "How old a credential may be before secrets check calls it overdue.")
                        .or(MAX_AGE));
    }

    private static Table tls() {
        return new Table(
                "secret-tls",
                List.of(
                        optional(
                                        "mode",
                                        Scalars.choice("mode of TLS", List.of("verify", "unverified", "plaintext")),
                                        "verify checks certificate and host; the others are never chosen by themselves.")
                                .or("verify"),
                        optional(
                                "authorities",
                                Scalars.LINE,
                                "The PEM file of the authorities. Default: those that Java trusts.")));
    }

    private static Table password() {
        return new Table(
                "secret-password",
                List.of(
                        optional("length", Scalars.whole(16, 128), "Characters.")
                                .or(Json.of(LENGTH)),
                        optional("exclude", Scalars.LINE, "Characters that are not used.")
                                .or(EXCLUDE)));
    }

    private static Table consumer() {
        return new Table(
                "secret-consumer",
                List.of(
                        required("kind", Scalars.choice("kind of consumer", SecretKinds.CONSUMERS), "What it is."),
                        required(
                                "name",
                                Scalars.LINE,
                                "Its name as the provider's API takes it: CLUSTER/SERVICE, SERVICE, NAMESPACE/DEPLOYMENT."),
                        optional("account", Scalars.LINE, "Default: that of the secret."),
                        optional("region", Scalars.LINE, "Default: that of the secret.")));
    }

    private static Table window() {
        return new Table(
                "secret-window",
                List.of(
                        required("time-zone", Scalars.ZONE, "Where the times are local."),
                        required("from", Scalars.WEEK_TIME, "When it opens, each week."),
                        required("to", Scalars.WEEK_TIME, "When it closes.")));
    }
}
