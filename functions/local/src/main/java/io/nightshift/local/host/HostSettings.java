package io.nightshift.local.host;

import io.nightshift.api.ApiCredentials;
import io.nightshift.api.HttpApiSettings;
import io.nightshift.console.signin.SignInSettings;
import io.nightshift.core.engine.EngineLimits;
import io.nightshift.entry.CommonConfig;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.entry.SecretStore;
import io.nightshift.entry.Variables;
import io.nightshift.policy.Policy;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings from the environment, read once.
 *
 * @param common webhooks, databases and channels
 * @param aws the scope on AWS, if any
 * @param gcp the scope on Google Cloud, if any
 * @param kube the cluster in scope, if any
 * @param own the settings of the functions
 * @param httpApi the secrets for senders and approvers
 * @param deadLetters the limits of the dead-letter folder
 * @param lease how long a planned effect belongs to this process before another may pick it up
 */
public record HostSettings(
        CommonConfig common,
        Optional<AwsSettings> aws,
        Optional<GcpSettings> gcp,
        Optional<KubeSettings> kube,
        List<FunctionSettings> own,
        ApiCredentials httpApi,
        Optional<SignInSettings> signIn,
        DeadLetterLimits deadLetters,
        Duration lease) {

    /** The variables of this host only. */
    static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable("NIGHTSHIFT_LEDGER", false, "Where the ledger is, if --ledger does not say."),
            new EnvironmentVariable(
                    "NIGHTSHIFT_LEASE", false, "How long an act belongs to the process that planned it; PT2M."),
            new EnvironmentVariable("NIGHTSHIFT_JAVA_HOME", false, "A JDK 25 for the launcher."),
            new EnvironmentVariable("NIGHTSHIFT_JAVA_OPTIONS", false, "Further options of the JVM, for the launcher."));

    private static final List<EnvironmentVariable> HTTP_API =
            HttpApiSettings.keys("required unless --listen is loopback.");

    /** Including those of the platforms; each function has its own besides. */
    static final List<EnvironmentVariable> ALL = Stream.of(
                    KEYS,
                    HTTP_API,
                    SignInSettings.KEYS,
                    DeadLetterLimits.KEYS,
                    AwsSettings.KEYS,
                    GcpSettings.KEYS,
                    KubeSettings.KEYS)
            .flatMap(List::stream)
            .toList();

    /** A platform call with its retries takes up to 20 s; the half of the lease must be longer. */
    private static final Duration SHORTEST_LEASE_ON_A_PLATFORM = Duration.ofMinutes(1);

    /** The problems of the environment, all together. */
    public static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(List<String> problems) {
            super(String.join("; ", problems));
        }
    }

    /** Whose signals may be about which account. */
    public MemberAccounts accounts() {
        return aws.map(AwsSettings::accounts)
                .orElse(MemberAccounts.NONE)
                .and(gcp.map(GcpSettings::accounts).orElse(MemberAccounts.NONE));
    }

    /** What a function read from its own variables. */
    public <T extends FunctionSettings> T own(Class<T> type) {
        return own.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    /** For a command, which does as much as this machine's connections allow. */
    public static HostSettings read(FunctionList functions, Map<String, String> environment, Policy policy)
            throws Invalid {
        return read(functions, environment, policy, false);
    }

    /** For a host that must answer all queries of the policy: a missing connection is a problem as well. */
    public static HostSettings serving(FunctionList functions, Map<String, String> environment, Policy policy)
            throws Invalid {
        return read(functions, environment, policy, true);
    }

    private static HostSettings read(
            FunctionList functions, Map<String, String> environment, Policy policy, boolean serving) throws Invalid {
        var variables = new Variables(environment);
        variables.refuseUnknown(
                Stream.concat(ALL.stream(), functions.variables(policy)).toList());
        var aws = AwsSettings.read(variables);
        var gcp = GcpSettings.read(variables);
        var kube = KubeSettings.read(variables);
        var common = variables.common(policy);
        var reading = new SettingsReading(
                variables,
                policy,
                serving,
                aws.isPresent(),
                gcp.isPresent(),
                common.webhooks().keySet());
        var own = functions.all().stream()
                .map(function -> function.settings(reading))
                .toList();
        boolean onAPlatform = aws.isPresent()
                || gcp.isPresent()
                || kube.isPresent()
                || own.stream().anyMatch(FunctionSettings::onAPlatform);
        var settings = new HostSettings(
                common,
                aws,
                gcp,
                kube,
                own,
                HttpApiSettings.read(variables).keys(SecretStore.NONE),
                SignInSettings.read(variables),
                DeadLetterLimits.read(variables),
                lease(variables, onAPlatform));
        if (!variables.problems().isEmpty()) {
            throw new Invalid(variables.problems());
        }
        return settings;
    }

    private static Duration lease(Variables variables, boolean onAPlatform) {
        var shortest = onAPlatform ? SHORTEST_LEASE_ON_A_PLATFORM : Duration.ofSeconds(1);
        var text = variables.get("NIGHTSHIFT_LEASE");
        try {
            var lease = text.map(Duration::parse).orElse(EngineLimits.DEFAULT.lease());
            if (lease.compareTo(shortest) >= 0) {
                return lease;
            }
        } catch (DateTimeParseException e) {
            // Reported below.
        }
        variables.problem("NIGHTSHIFT_LEASE is not right; expected a duration such as PT2M, at least " + shortest);
        return shortest;
    }
}
