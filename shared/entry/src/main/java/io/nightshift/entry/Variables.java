package io.nightshift.entry;

import io.nightshift.core.decode.NearestName;
import io.nightshift.policy.Channel;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.trace.ExportHeaders;
import io.nightshift.webhook.Endpoint;
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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables of a function. All problems are reported together; no message repeats a value. */
public final class Variables {

    private static final String PREFIX = "NIGHTSHIFT_";

    private static final Pattern CHANNEL_LIKE = Pattern.compile(".*_(?:URL|TOKEN|KEY|SECRET)");

    private static final String TRACES = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static final String TRACE_HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

    /** The URL under which people reach the console. */
    public static final String CONSOLE = "NIGHTSHIFT_CONSOLE_URL";

    /** The variables that exist on every cloud, except those of webhooks and databases, which have variable names. */
    public static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(
                    "NIGHTSHIFT_POLICY",
                    false,
                    "The path of the policy in the package; this or NIGHTSHIFT_POLICY_TEXT."),
            new EnvironmentVariable("NIGHTSHIFT_POLICY_TEXT", false, "The policy itself, as YAML."),
            new EnvironmentVariable(
                    "NIGHTSHIFT_RETENTION_DAYS",
                    false,
                    "How many days finished runs are kept; for good where not set."),
            new EnvironmentVariable(
                    CONSOLE,
                    false,
                    "The URL under which people reach the console: for links in messages, and for their sign-in."),
            new EnvironmentVariable(
                    TRACES,
                    false,
                    "A collector of traces (OTLP/HTTP), such as http://localhost:4318; nothing is traced without it."),
            new EnvironmentVariable(
                    TRACE_HEADERS,
                    false,
                    "Headers for that collector, such as authorization=Bearer%20KEY; a secret: NAME=VALUE pairs, separated by commas."));

    /** {@code NIGHTSHIFT_WEBHOOK_CLUSTER_TEAM_URL} is the URL of the webhook {@code cluster-team}. */
    private static final Pattern WEBHOOK = Pattern.compile("NIGHTSHIFT_WEBHOOK_([A-Z0-9_]+)_(URL|KEY|TOKEN)");

    /** A channel's variable in a policy. It is searched as text, because the policy itself may be invalid. */
    private static final Pattern CHANNEL_SECRET = Pattern.compile("token-from-env\\s*:\\s*[\"']?([A-Za-z0-9_]+)");

    /** The same for webhooks, whose key is in a variable beside. */
    private static final Pattern CHANNEL = Pattern.compile("url-from-env\\s*:\\s*[\"']?([A-Za-z0-9_]+)");

    /** The same for the public keys of the policy's gates. */
    private static final Pattern PUBLIC_KEY = Pattern.compile("key-from-env\\s*:\\s*[\"']?([A-Za-z0-9_]+)");

    private static final Pattern DATABASE = Pattern.compile("NIGHTSHIFT_DATABASE_([A-Z0-9_]+)_(URL|USER|PASSWORD)");

    private final Map<String, String> variables;
    private final Predicate<String> secretName;
    private final Set<String> named = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private List<EnvironmentVariable> own = List.of();
    private boolean refuseUnknown;
    private boolean policyRead;

    public Variables(Map<String, String> variables) {
        this(variables, value -> false);
    }

    /**
     * @param secretName reports whether a value is the name of a secret in a {@link SecretStore} instead of a secret;
     *     throws an IllegalArgumentException for an invalid name, with a message that does not repeat it
     */
    public Variables(Map<String, String> variables, Predicate<String> secretName) {
        this.variables = new TreeMap<>(variables);
        this.variables.values().removeIf(String::isBlank);
        this.secretName = secretName;
    }

    /**
     * Lets {@link #check} report every variable of Nightshift that is not one of these, not one of all clouds, and
     * not named by the policy for a channel.
     */
    public void refuseUnknown(List<EnvironmentVariable> own) {
        this.own = List.copyOf(own);
        refuseUnknown = true;
    }

    private List<String> unknown() {
        var known = new TreeSet<>(named);
        KEYS.forEach(key -> known.add(key.name()));
        own.forEach(key -> known.add(key.name()));
        return variables.keySet().stream()
                .filter(name -> name.startsWith(PREFIX)
                        && !known.contains(name)
                        && !WEBHOOK.matcher(name).matches()
                        && !DATABASE.matcher(name).matches())
                // If the policy could not be read, it may name any variable for its channels.
                .filter(name -> policyRead || isMisspelt(name, known))
                .map(name -> plain(name) + " is no known variable" + NearestName.hint(name, known))
                .toList();
    }

    /** What may be the variable of a channel has to be alike without the prefix, which all of them have. */
    private static boolean isMisspelt(String name, Set<String> known) {
        if (!CHANNEL_LIKE.matcher(name).matches()) {
            return NearestName.of(name, known).isPresent();
        }
        var words = known.stream()
                .filter(one -> one.startsWith(PREFIX))
                .map(one -> one.substring(PREFIX.length()))
                .toList();
        return NearestName.of(name.substring(PREFIX.length()), words).isPresent();
    }

    /** A name may contain anything that an operating system allows. */
    private static String plain(String name) {
        var clean = name.replaceAll("[^A-Za-z0-9_]", "?");
        return clean.substring(0, Math.min(80, clean.length()));
    }

    /** A variable that is set and not blank. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** A secret, or its name in a store; empty if not set or invalid. */
    public Optional<Secret> secret(String name) {
        return get(name).filter(value -> usable(name, () -> secretOf(value))).map(this::secretOf);
    }

    /** A required text of that form; empty if it has a problem. */
    public String text(String name, Pattern form, String wanted) {
        var value = get(name);
        if (value.isEmpty()) {
            problems.add(name + " is missing; expected " + wanted);
        } else if (!form.matcher(value.get()).matches()) {
            problems.add(name + " is not right; expected " + wanted);
        }
        return value.orElse("");
    }

    /** Names separated by commas, each of that form; empty if not set. */
    public Set<String> list(String name, Predicate<String> form, String wanted) {
        var names = get(name).stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toSet());
        if (!names.stream().allMatch(form)) {
            problems.add(name + " is invalid: expected " + wanted + ", separated by commas");
        }
        return names;
    }

    /** A URL with a host; empty if not set or invalid. */
    public Optional<URI> uri(String name, boolean required) {
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
            // Reported below, without the value.
        }
        problems.add(name + " is not right; expected a URL");
        return Optional.empty();
    }

    /** Reports a problem, which must not repeat a value. */
    public void problem(String what) {
        problems.add(what);
    }

    /**
     * The configuration that is the same on every cloud.
     *
     * @param parser reads the sections of the policy that the function needs
     * @return empty if the policy is invalid; then {@link #check} fails
     */
    public Optional<CommonConfig> common(PolicyParser parser) {
        var policy = policy(parser);
        var retention = retention();
        var webhooks = hooks();
        var databases = databases();
        var traces = traces();
        var console = console();
        return policy.map(its -> new CommonConfig(
                its, retention, webhooks, databases, channels(its), channelSecrets(its), traces, console));
    }

    /** The same for a policy that was loaded elsewhere. */
    public CommonConfig common(Policy policy) {
        return new CommonConfig(
                policy,
                retention(),
                hooks(),
                databases(),
                channels(policy),
                channelSecrets(policy),
                traces(),
                console());
    }

    /** All problems. */
    public List<String> problems() {
        var all = new ArrayList<>(refuseUnknown ? unknown() : List.<String>of());
        // Several parts may read the same variable.
        problems.stream().distinct().forEach(all::add);
        return List.copyOf(all);
    }

    /** @throws IllegalStateException with every problem on its own line, if there are any */
    public void check() {
        var all = problems();
        if (!all.isEmpty()) {
            throw new IllegalStateException("the function is not configured right:\n" + String.join("\n", all));
        }
    }

    private Optional<String> console() {
        return uri(CONSOLE, false).map(url -> url.toString().replaceFirst("/+$", ""));
    }

    private Optional<TraceCollector> traces() {
        var collector = uri(TRACES, false);
        var headers = secret(TRACE_HEADERS)
                .filter(secret -> secret.isNamed() || usable(TRACE_HEADERS, () -> ExportHeaders.parse(secret.value())));
        if (get(TRACE_HEADERS).isPresent() && get(TRACES).isEmpty()) {
            problems.add(TRACE_HEADERS + " needs " + TRACES + ", which is missing");
        }
        return collector.map(endpoint -> new TraceCollector(endpoint, headers));
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

    private Map<String, WebhookConfig> hooks() {
        var hooks = new LinkedHashMap<String, WebhookConfig>();
        for (var name : names(WEBHOOK)) {
            hook("webhook " + policyName(name), policyName(name), webhookUrl(policyName(name)))
                    .ifPresent(hook -> hooks.put(policyName(name), hook));
        }
        return hooks;
    }

    /** The variable with the URL of a webhook that a policy names. */
    public static String webhookUrl(String policyName) {
        return "NIGHTSHIFT_WEBHOOK_" + policyName.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
    }

    /** The variable with the signing key that belongs to that of a URL. */
    public static String keyVariable(String urlVariable) {
        return urlVariable.endsWith("_URL")
                ? urlVariable.substring(0, urlVariable.length() - 3) + "KEY"
                : urlVariable + "_KEY";
    }

    /** The URL in that variable and the signing key in the variable that ends with KEY instead of URL. */
    private Optional<WebhookConfig> hook(String what, String endpoint, String urlVariable) {
        var keyVariable = keyVariable(urlVariable);
        var url = get(urlVariable);
        var key = get(keyVariable);
        if (url.isEmpty() || key.isEmpty()) {
            problems.add(what + " needs " + urlVariable + " and " + keyVariable + "; "
                    + (url.isEmpty() ? urlVariable : keyVariable) + " is missing");
            return Optional.empty();
        }
        boolean urlRight = usable(urlVariable, () -> new Endpoint(endpoint, new URI(url.get()), () -> ""));
        boolean keyRight = usable(keyVariable, () -> secretOf(key.get()));
        var tokenVariable = keyVariable.substring(0, keyVariable.length() - "KEY".length()) + "TOKEN";
        boolean tokenRight = get(tokenVariable).isEmpty()
                || usable(tokenVariable, () -> token(get(tokenVariable).orElseThrow()));
        return urlRight && keyRight && tokenRight
                ? Optional.of(new WebhookConfig(
                        new Secret(url.get()),
                        secretOf(key.get()),
                        get(tokenVariable).map(this::token)))
                : Optional.empty();
    }

    /** It becomes a header: a line break would begin another one. */
    private Secret token(String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("expected one line of plain characters");
        }
        return secretOf(value);
    }

    private Secret secretOf(String value) {
        return secretName.test(value) ? Secret.named(value) : new Secret(value);
    }

    /** Builds what a variable configures once here: the constructor's own check describes what is invalid. */
    private interface Trial {
        @SuppressWarnings("UnusedReturnValue") // built only to check whether it can be
        Object make() throws URISyntaxException;
    }

    private boolean usable(String variable, Trial trial) {
        try {
            trial.make();
            return true;
        } catch (IllegalArgumentException e) {
            problems.add(variable + " is not right: " + e.getMessage());
        } catch (URISyntaxException e) {
            problems.add(variable + " is not right; expected a URL");
        }
        return false;
    }

    private Map<String, WebhookConfig> channels(Policy policy) {
        var channels = new LinkedHashMap<String, WebhookConfig>();
        policy.channels().forEach((name, channel) -> {
            if (channel instanceof Channel.Webhook(var urlFromEnv)) {
                hook("channel " + name, "channel " + name, urlFromEnv).ifPresent(hook -> channels.put(name, hook));
            }
        });
        return channels;
    }

    private Map<String, Secret> channelSecrets(Policy policy) {
        var secrets = new LinkedHashMap<String, Secret>();
        policy.channels().forEach((name, channel) -> {
            if (channel instanceof Channel.Chat chat) {
                chat.credential().ifPresent(variable -> {
                    if (get(variable).isEmpty()) {
                        problems.add("channel " + name + " needs " + variable + ", which is missing");
                    } else {
                        secret(variable).ifPresent(secret -> secrets.put(name, secret));
                    }
                });
            }
        });
        return secrets;
    }

    private Map<String, Database> databases() {
        var databases = new LinkedHashMap<String, Database>();
        for (var name : names(DATABASE)) {
            var prefix = "NIGHTSHIFT_DATABASE_" + name;
            var url = get(prefix + "_URL");
            var user = get(prefix + "_USER");
            var password = get(prefix + "_PASSWORD");
            if (url.isEmpty() || user.isEmpty() || password.isEmpty()) {
                problems.add("database " + policyName(name) + " needs " + prefix
                        + "_URL, _USER and _PASSWORD; one of them is missing");
                continue;
            }
            boolean urlRight = usable(
                    prefix + "_URL", () -> new DatabaseConnection(policyName(name), url.get(), user.get(), () -> ""));
            boolean passwordRight = usable(prefix + "_PASSWORD", () -> secretOf(password.get()));
            if (urlRight && passwordRight) {
                databases.put(
                        policyName(name), new Database(new Secret(url.get()), user.get(), secretOf(password.get())));
            }
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

    private Optional<Policy> policy(PolicyParser parser) {
        var path = get("NIGHTSHIFT_POLICY");
        var text = get("NIGHTSHIFT_POLICY_TEXT");
        if (path.isPresent() == text.isPresent()) {
            problems.add("expected one of NIGHTSHIFT_POLICY (a path) and NIGHTSHIFT_POLICY_TEXT (the YAML)");
            return Optional.empty();
        }
        return path.isPresent()
                ? policyAt(path.get(), parser)
                : parsed("NIGHTSHIFT_POLICY_TEXT", text.orElseThrow(), parser);
    }

    private Optional<Policy> policyAt(String path, PolicyParser parser) {
        try {
            return parsed("NIGHTSHIFT_POLICY", Files.readString(Path.of(path)), parser);
        } catch (IOException | RuntimeException e) {
            problems.add("NIGHTSHIFT_POLICY: the file cannot be read: "
                    + e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private Optional<Policy> parsed(String where, String yaml, PolicyParser parser) {
        policyRead = true;
        CHANNEL_SECRET.matcher(yaml).results().map(match -> match.group(1)).forEach(named::add);
        PUBLIC_KEY.matcher(yaml).results().map(match -> match.group(1)).forEach(named::add);
        CHANNEL.matcher(yaml).results().map(match -> match.group(1)).forEach(name -> {
            named.add(name);
            named.add(keyVariable(name));
        });
        return switch (parser.parse(yaml)) {
            case Parsed.Valid valid -> Optional.of(valid.policy());
            case Parsed.Invalid invalid -> {
                invalid.problems().forEach(problem -> problems.add(where + ":" + problem));
                yield Optional.empty();
            }
        };
    }
}
