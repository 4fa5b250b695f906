package io.nightshift.local.host;

import io.nightshift.core.engine.Limits;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the environment says, read once. Secrets stay in the environment and are asked for at each use.
 *
 * @param aws where on AWS this host may look and act, if anywhere
 * @param hooks the URL of each webhook by its name as policies write it
 * @param lease how long a planned effect belongs to this process before another may pick it up
 */
public record Settings(Optional<Aws> aws, Map<String, Hook> hooks, Duration lease) {

    private static final String LEASE = "NIGHTSHIFT_LEASE";

    /** Names that others read: the launcher and the commands. */
    private static final Set<String> ELSEWHERE = Set.of(
            "NIGHTSHIFT_LEDGER",
            "NIGHTSHIFT_POLICY",
            "NIGHTSHIFT_INTAKE_TOKEN",
            LEASE,
            "NIGHTSHIFT_JAVA_HOME",
            "NIGHTSHIFT_JAVA_OPTIONS");

    private static final String ACCOUNT = "NIGHTSHIFT_AWS_ACCOUNT";
    private static final String REGIONS = "NIGHTSHIFT_AWS_REGIONS";
    private static final String ENDPOINT = "NIGHTSHIFT_AWS_ENDPOINT";
    /** An AWS call with its retries takes up to 20 s; the lease has to outlive it. */
    private static final Duration SHORTEST_LEASE_ON_AWS = Duration.ofSeconds(30);

    private static final Set<String> AWS = Set.of(ACCOUNT, REGIONS, ENDPOINT);
    private static final Pattern HOOK = Pattern.compile("NIGHTSHIFT_WEBHOOK_([A-Z0-9_]+)_(URL|KEY)");

    public Settings {
        hooks = java.util.Collections.unmodifiableMap(new TreeMap<>(hooks));
    }

    /** @param endpoint a stand-in to talk to instead of AWS */
    public record Aws(String account, List<String> regions, Optional<URI> endpoint) {}

    /** @param keyName the environment variable that holds the signing key */
    public record Hook(URI url, String keyName) {}

    /** What is wrong with the environment; all of it at once. */
    public static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(List<String> problems) {
            super(String.join("; ", problems));
        }
    }

    public static Settings read(Map<String, String> environment) throws Invalid {
        var problems = new ArrayList<String>();
        unknown(environment, problems);
        var settings =
                new Settings(aws(environment, problems), hooks(environment, problems), lease(environment, problems));
        if (!problems.isEmpty()) {
            throw new Invalid(problems);
        }
        return settings;
    }

    private static void unknown(Map<String, String> environment, List<String> problems) {
        environment.keySet().stream()
                .filter(name -> name.startsWith("NIGHTSHIFT_"))
                .filter(name -> !ELSEWHERE.contains(name) && !AWS.contains(name))
                .filter(name -> !HOOK.matcher(name).matches())
                .sorted()
                .forEach(name -> problems.add("unknown setting " + name + "; docs/cli.md lists those that there are"));
    }

    private static Duration lease(Map<String, String> environment, List<String> problems) {
        var shortest = AWS.stream().anyMatch(environment::containsKey) ? SHORTEST_LEASE_ON_AWS : Duration.ofSeconds(1);
        try {
            var lease = Duration.parse(
                    environment.getOrDefault(LEASE, Limits.DEFAULT.lease().toString()));
            if (lease.compareTo(shortest) >= 0) {
                return lease;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        problems.add(LEASE + " must be a duration such as PT2M, at least " + shortest);
        return shortest;
    }

    private static Optional<Aws> aws(Map<String, String> environment, List<String> problems) {
        if (AWS.stream().noneMatch(environment::containsKey)) {
            return Optional.empty();
        }
        var account = environment.getOrDefault(ACCOUNT, "");
        if (!account.matches("\\d{12}")) {
            problems.add(ACCOUNT + " must be the 12 digits of the AWS account");
        }
        var regions = List.of(environment.getOrDefault(REGIONS, "").split(",", -1));
        if (!regions.stream().allMatch(region -> region.matches("[a-z]{2}(-[a-z]+)+-\\d"))) {
            problems.add(REGIONS + " must be regions such as eu-central-1,us-east-1");
        }
        return Optional.of(new Aws(account, regions, endpoint(environment, problems)));
    }

    private static Optional<URI> endpoint(Map<String, String> environment, List<String> problems) {
        return Optional.ofNullable(environment.get(ENDPOINT)).flatMap(text -> uri(ENDPOINT, text, problems));
    }

    private static Map<String, Hook> hooks(Map<String, String> environment, List<String> problems) {
        var hooks = new TreeMap<String, Hook>();
        environment.forEach((name, value) -> {
            var match = HOOK.matcher(name);
            if (match.matches() && match.group(2).equals("URL")) {
                var key = "NIGHTSHIFT_WEBHOOK_" + match.group(1) + "_KEY";
                if (environment.getOrDefault(key, "").isBlank()) {
                    problems.add(key + " is missing: calls to the webhook are signed with it");
                }
                uri(name, value, problems).ifPresent(url -> hooks.put(hookName(match.group(1)), new Hook(url, key)));
            }
        });
        return hooks;
    }

    /** {@code RESTART_APP} in the environment is {@code restart-app} in the policy. */
    private static String hookName(String part) {
        return part.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value itself is never in the problem: a URL may hold a token. */
    private static Optional<URI> uri(String name, String text, List<String> problems) {
        try {
            var uri = URI.create(text);
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            // Told below, without the text.
        }
        problems.add(name + " must be a URL such as https://HOST/PATH");
        return Optional.empty();
    }
}
