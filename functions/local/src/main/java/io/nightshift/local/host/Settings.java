package io.nightshift.local.host;

import io.nightshift.core.engine.Limits;
import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.core.signature.GitHubSignature;
import io.nightshift.policy.Policy;
import io.nightshift.remediation.entry.Common;
import io.nightshift.remediation.entry.Key;
import io.nightshift.remediation.entry.Variables;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the environment says, read once.
 *
 * @param common webhooks, databases and channels
 * @param aws where on AWS this host may look and act, if anywhere
 * @param gcp where on Google Cloud
 * @param kube the cluster that this host may look and act in, if any
 * @param nginx the nginx of this machine that this host may promote to, if any
 * @param open what promotions ask that belongs to no cloud
 * @param github what signs the webhooks of GitHub
 * @param approvals what makes the links of approvers
 * @param lease how long a planned effect belongs to this process before another may pick it up
 */
public record Settings(
        Common common,
        Optional<AwsSettings> aws,
        Optional<GcpSettings> gcp,
        Optional<KubeSettings> kube,
        Optional<LocalNginx> nginx,
        OpenSettings open,
        Optional<GitHubSignature> github,
        Optional<ApprovalLinks> approvals,
        Duration lease) {

    private static final String APPROVAL_URL = "NIGHTSHIFT_APPROVAL_URL";
    private static final String APPROVAL_SECRET = "NIGHTSHIFT_APPROVAL_SECRET";
    private static final int SHORTEST_SECRET = 32;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Those of this host alone. */
    static final List<Key> KEYS = List.of(
            new Key("NIGHTSHIFT_LEDGER", false, "Where the ledger is, if --ledger does not say."),
            new Key(
                    "NIGHTSHIFT_INTAKE_TOKEN",
                    false,
                    "Callers send it as Authorization: Bearer; required unless --listen is loopback."),
            new Key("NIGHTSHIFT_GITHUB_SECRET", false, "The secret of GitHub's webhooks; without it they are refused."),
            new Key(APPROVAL_URL, false, "The URL under which approvers reach this host, for their links."),
            new Key(APPROVAL_SECRET, false, "Signs the links of approvers; at least 32 characters."),
            new Key("NIGHTSHIFT_LEASE", false, "How long an act belongs to the process that planned it; PT2M."),
            new Key("NIGHTSHIFT_JAVA_HOME", false, "A JDK 25 for the launcher."),
            new Key("NIGHTSHIFT_JAVA_OPTIONS", false, "Further options of the JVM, for the launcher."));

    /** And those of the platforms. */
    static final List<Key> ALL = Stream.of(
                    KEYS, AwsSettings.KEYS, GcpSettings.KEYS, KubeSettings.KEYS, LocalNginx.KEYS, OpenSettings.KEYS)
            .flatMap(List::stream)
            .toList();

    /** A call of a platform with its retries takes up to 20 s; the half of the lease has to outlive it. */
    private static final Duration SHORTEST_LEASE_ON_A_PLATFORM = Duration.ofMinutes(1);

    /** What is wrong with the environment; all of it at once. */
    public static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(List<String> problems) {
            super(String.join("; ", problems));
        }
    }

    /** For a command, which does what follows from it as far as this machine is connected. */
    public static Settings read(Map<String, String> environment, Policy policy) throws Invalid {
        return read(environment, policy, false);
    }

    /** For a host that has to answer what the policy's promotions ask: what it could not see is a problem as well. */
    public static Settings serving(Map<String, String> environment, Policy policy) throws Invalid {
        return read(environment, policy, true);
    }

    private static Settings read(Map<String, String> environment, Policy policy, boolean whole) throws Invalid {
        var wanted = Wanted.of(policy);
        var variables = new Variables(environment);
        variables.refuseUnknown(
                Stream.concat(ALL.stream(), wanted.keyVariables().stream()).toList());
        var aws = AwsSettings.read(variables);
        var gcp = GcpSettings.read(variables);
        var kube = KubeSettings.read(variables);
        var nginx = LocalNginx.read(variables);
        var open = OpenSettings.read(variables, wanted);
        if (whole) {
            wanted.check(variables, open, nginx.isPresent());
        }
        boolean onAPlatform = aws.isPresent() || gcp.isPresent() || kube.isPresent() || nginx.isPresent();
        var github = variables.get("NIGHTSHIFT_GITHUB_SECRET").map(GitHubSignature::new);
        var settings = new Settings(
                variables.common(policy),
                aws,
                gcp,
                kube,
                nginx,
                open,
                github,
                approvals(variables),
                lease(variables, onAPlatform));
        if (!variables.problems().isEmpty()) {
            throw new Invalid(variables.problems());
        }
        return settings;
    }

    private static Optional<ApprovalLinks> approvals(Variables variables) {
        var secret = variables.get(APPROVAL_SECRET);
        var url = variables.uri(APPROVAL_URL, secret.isPresent());
        if (secret.isEmpty()) {
            url.ifPresent(there ->
                    variables.problem(APPROVAL_SECRET + " is missing; " + APPROVAL_URL + " gives no link without it"));
            return Optional.empty();
        }
        if (secret.get().length() < SHORTEST_SECRET) {
            variables.problem(APPROVAL_SECRET + " is not right; expected at least " + SHORTEST_SECRET + " characters");
        }
        if (url.filter(there -> !takesLinks(there)).isPresent()) {
            variables.problem(
                    APPROVAL_URL + " is not right; expected https://HOST/PATH without user, query and fragment");
        }
        return url.map(there -> new ApprovalLinks(there.toString().replaceFirst("/+$", ""), secret.get()));
    }

    /** A link is a credential, and travels in the clear to this machine alone. */
    private static boolean takesLinks(URI url) {
        boolean plain = "http".equalsIgnoreCase(url.getScheme()) && LOOPBACK.contains(url.getHost());
        return ("https".equalsIgnoreCase(url.getScheme()) || plain)
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    private static Duration lease(Variables variables, boolean onAPlatform) {
        var shortest = onAPlatform ? SHORTEST_LEASE_ON_A_PLATFORM : Duration.ofSeconds(1);
        var text = variables.get("NIGHTSHIFT_LEASE");
        try {
            var lease = text.map(Duration::parse).orElse(Limits.DEFAULT.lease());
            if (lease.compareTo(shortest) >= 0) {
                return lease;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        variables.problem("NIGHTSHIFT_LEASE is not right; expected a duration such as PT2M, at least " + shortest);
        return shortest;
    }
}
