package io.nightshift.remediation.aws;

import io.nightshift.policy.Channel;
import io.nightshift.policy.Nearest;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.remediation.Remediation;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the {@link Configuration} out of environment variables. Every problem is reported together; values are never
 * repeated in one.
 */
final class Environment {

    /** One variable, for the documentation and for the test that both agree. */
    record Key(String name, boolean required, String description) {}

    static final List<Key> KEYS = List.of(
            new Key(
                    "NIGHTSHIFT_POLICY",
                    false,
                    "The path of the policy in the package; this or NIGHTSHIFT_POLICY_TEXT."),
            new Key("NIGHTSHIFT_POLICY_TEXT", false, "The policy itself, as YAML."),
            new Key("NIGHTSHIFT_ACCOUNT", true, "The account that the function works in, 12 digits."),
            new Key("NIGHTSHIFT_REGION", false, "The region that it works in; AWS_REGION where it is not set."),
            new Key("NIGHTSHIFT_MORE_REGIONS", false, "Further regions that it may act in, separated by commas."),
            new Key("NIGHTSHIFT_TABLE", true, "The DynamoDB table of the ledger."),
            new Key(
                    "NIGHTSHIFT_RETENTION_DAYS",
                    false,
                    "How many days finished runs are kept; for good where not set."),
            new Key("NIGHTSHIFT_SCHEDULE_GROUP", false, "The EventBridge Scheduler group of the timers; nightshift."),
            new Key("NIGHTSHIFT_SCHEDULER_ROLE_ARN", false, "The role by which Scheduler wakes runs."),
            new Key(
                    "NIGHTSHIFT_WAKE_TARGET_ARN",
                    false,
                    "The function or queue that Scheduler calls; without it only the sweeper wakes runs."),
            new Key("NIGHTSHIFT_DEAD_LETTER_QUEUE_URL", true, "The SQS queue for what cannot be decoded."),
            new Key("NIGHTSHIFT_AWS_ENDPOINT", false, "A stand-in to talk to instead of AWS."));

    /** {@code NIGHTSHIFT_WEBHOOK_CLUSTER_TEAM_URL} is the URL of the webhook {@code cluster-team}. */
    private static final Pattern WEBHOOK = Pattern.compile("NIGHTSHIFT_WEBHOOK_([A-Z0-9_]+)_(URL|KEY)");

    private static final Pattern DATABASE = Pattern.compile("NIGHTSHIFT_DATABASE_([A-Z0-9_]+)_(URL|USER|PASSWORD)");

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    private Environment(Map<String, String> variables) {
        this.variables = new TreeMap<>(variables);
        this.variables.values().removeIf(String::isBlank);
    }

    /** @throws IllegalStateException with every problem on a line of its own */
    static Configuration read(Map<String, String> variables) {
        var environment = new Environment(variables);
        environment.refuseUnknown();
        return environment.configuration();
    }

    private Configuration configuration() {
        var policy = policy();
        var account = text("NIGHTSHIFT_ACCOUNT", Pattern.compile("\\d{12}"), "12 digits");
        var regions = regions();
        var endpoint = uri("NIGHTSHIFT_AWS_ENDPOINT", false);
        var table = text("NIGHTSHIFT_TABLE", Pattern.compile("[A-Za-z0-9_.-]{3,255}"), "the name of a table");
        var retention = retention();
        var timers = timers();
        var deadLetters = uri("NIGHTSHIFT_DEAD_LETTER_QUEUE_URL", true);
        var webhooks = hooks();
        var databases = databases();
        var channels = policy.map(this::channels).orElse(Map.of());
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the function is not configured right:\n" + String.join("\n", problems));
        }
        return new Configuration(
                policy.orElseThrow(),
                account,
                regions,
                endpoint,
                table,
                retention,
                timers,
                deadLetters.orElseThrow(),
                webhooks,
                databases,
                channels);
    }

    private void refuseUnknown() {
        var known = new TreeSet<String>();
        KEYS.forEach(key -> known.add(key.name()));
        for (var name : variables.keySet()) {
            if (name.startsWith("NIGHTSHIFT_")
                    && !known.contains(name)
                    && !WEBHOOK.matcher(name).matches()
                    && !DATABASE.matcher(name).matches()) {
                problems.add(name + " is no known variable" + Nearest.hint(name, known));
            }
        }
    }

    private Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    private String text(String name, Pattern form, String wanted) {
        var value = get(name);
        if (value.isEmpty()) {
            problems.add(name + " is missing; expected " + wanted);
        } else if (!form.matcher(value.get()).matches()) {
            problems.add(name + " is not right; expected " + wanted);
        }
        return value.orElse("");
    }

    private Optional<URI> uri(String name, boolean required) {
        var value = get(name);
        if (value.isEmpty()) {
            if (required) {
                problems.add(name + " is missing; expected a URL");
            }
            return Optional.empty();
        }
        try {
            var uri = new URI(value.get());
            if (uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // Said below, without the value.
        }
        problems.add(name + " is not right; expected a URL");
        return Optional.empty();
    }

    private List<String> regions() {
        var own = get("NIGHTSHIFT_REGION").or(() -> get("AWS_REGION"));
        if (own.isEmpty()) {
            problems.add("NIGHTSHIFT_REGION is missing, and so is AWS_REGION; expected a region such as eu-central-1");
        }
        var regions = new ArrayList<String>();
        own.ifPresent(regions::add);
        get("NIGHTSHIFT_MORE_REGIONS").ifPresent(more -> {
            for (var region : more.split(",")) {
                regions.add(region.strip());
            }
        });
        if (!regions.stream().allMatch(region -> REGION.matcher(region).matches())) {
            problems.add(
                    "NIGHTSHIFT_REGION or NIGHTSHIFT_MORE_REGIONS is not right; expected regions such as eu-central-1");
        }
        return List.copyOf(regions);
    }

    private Optional<Duration> retention() {
        return get("NIGHTSHIFT_RETENTION_DAYS").flatMap(days -> {
            if (days.matches("[1-9]\\d{0,4}")) {
                return Optional.of(Duration.ofDays(Integer.parseInt(days)));
            }
            problems.add("NIGHTSHIFT_RETENTION_DAYS is not right; expected a whole number of days from 1 to 99999");
            return Optional.empty();
        });
    }

    private Optional<Configuration.TimerSettings> timers() {
        var role = get("NIGHTSHIFT_SCHEDULER_ROLE_ARN");
        var target = get("NIGHTSHIFT_WAKE_TARGET_ARN");
        if (role.isPresent() != target.isPresent()) {
            problems.add(
                    "NIGHTSHIFT_SCHEDULER_ROLE_ARN and NIGHTSHIFT_WAKE_TARGET_ARN belong together; one is missing");
        }
        for (var arn : List.of(role, target)) {
            if (arn.filter(text -> !text.startsWith("arn:")).isPresent()) {
                problems.add("NIGHTSHIFT_SCHEDULER_ROLE_ARN and NIGHTSHIFT_WAKE_TARGET_ARN have to be ARNs");
            }
        }
        var group = get("NIGHTSHIFT_SCHEDULE_GROUP").orElse("nightshift");
        return role.flatMap(by -> target.map(what -> new Configuration.TimerSettings(group, what, by)));
    }

    private Map<String, Configuration.Hook> hooks() {
        var hooks = new LinkedHashMap<String, Configuration.Hook>();
        for (var name : names(WEBHOOK)) {
            hook("webhook " + policyName(name), "NIGHTSHIFT_WEBHOOK_" + name + "_URL")
                    .ifPresent(hook -> hooks.put(policyName(name), hook));
        }
        return hooks;
    }

    /** The URL in that variable and the signing key in the one that ends with KEY instead of URL. */
    private Optional<Configuration.Hook> hook(String what, String urlVariable) {
        var keyVariable = urlVariable.endsWith("_URL")
                ? urlVariable.substring(0, urlVariable.length() - 3) + "KEY"
                : urlVariable + "_KEY";
        var url = get(urlVariable);
        var key = get(keyVariable);
        if (url.isEmpty() || key.isEmpty()) {
            problems.add(what + " needs " + urlVariable + " and " + keyVariable + "; "
                    + (url.isEmpty() ? urlVariable : keyVariable) + " is missing");
            return Optional.empty();
        }
        return Optional.of(new Configuration.Hook(new Secret(url.get()), new Secret(key.get())));
    }

    private Map<String, Configuration.Hook> channels(Policy policy) {
        var channels = new LinkedHashMap<String, Configuration.Hook>();
        policy.channels().forEach((name, channel) -> {
            if (channel instanceof Channel.Webhook(var urlFromEnv)) {
                hook("channel " + name, urlFromEnv).ifPresent(hook -> channels.put(name, hook));
            }
        });
        return channels;
    }

    private Map<String, Configuration.Database> databases() {
        var databases = new LinkedHashMap<String, Configuration.Database>();
        for (var name : names(DATABASE)) {
            var url = get("NIGHTSHIFT_DATABASE_" + name + "_URL");
            var user = get("NIGHTSHIFT_DATABASE_" + name + "_USER");
            var password = get("NIGHTSHIFT_DATABASE_" + name + "_PASSWORD");
            if (url.isEmpty() || user.isEmpty() || password.isEmpty()) {
                problems.add("database " + policyName(name) + " needs NIGHTSHIFT_DATABASE_" + name
                        + "_URL, _USER and _PASSWORD; one of them is missing");
                continue;
            }
            databases.put(
                    policyName(name),
                    new Configuration.Database(new Secret(url.get()), user.get(), new Secret(password.get())));
        }
        return databases;
    }

    private Set<String> names(Pattern pattern) {
        var names = new TreeSet<String>();
        for (var variable : variables.keySet()) {
            var match = pattern.matcher(variable);
            if (match.matches()) {
                names.add(match.group(1));
            }
        }
        return names;
    }

    private static String policyName(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Optional<Policy> policy() {
        var path = get("NIGHTSHIFT_POLICY");
        var text = get("NIGHTSHIFT_POLICY_TEXT");
        if (path.isPresent() == text.isPresent()) {
            problems.add("expected one of NIGHTSHIFT_POLICY (a path) and NIGHTSHIFT_POLICY_TEXT (the YAML)");
            return Optional.empty();
        }
        return path.isPresent() ? policyAt(path.get()) : parsed("NIGHTSHIFT_POLICY_TEXT", text.orElseThrow());
    }

    private Optional<Policy> policyAt(String path) {
        try {
            return parsed("NIGHTSHIFT_POLICY", Files.readString(Path.of(path)));
        } catch (IOException | RuntimeException e) {
            problems.add("NIGHTSHIFT_POLICY: the file cannot be read: "
                    + e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private Optional<Policy> parsed(String where, String yaml) {
        return switch (new PolicyParser(Remediation.CATALOGUE).parse(yaml)) {
            case Parsed.Valid valid -> Optional.of(valid.policy());
            case Parsed.Invalid invalid -> {
                invalid.problems().forEach(problem -> problems.add(where + ":" + problem));
                yield Optional.empty();
            }
        };
    }
}
