package io.nightshift.aws.entry;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import io.nightshift.policy.PolicyParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the {@link AwsConfiguration} from environment variables. All problems are reported together, including those of the
 * function's own variables; no message repeats a value.
 */
public final class AwsEnvironment {

    /** The variables of this cloud only. */
    public static final List<EnvironmentVariable> KEYS =
            Stream.concat(own().stream(), AwsMembers.KEYS.stream()).toList();

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Za-z_.-]{1,64}");
    private static final Pattern QUEUE_ARN =
            Pattern.compile("arn:aws(-[a-z]+)*:sqs:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,80}");

    private static List<EnvironmentVariable> own() {
        return List.of(
                new EnvironmentVariable(
                        "NIGHTSHIFT_ACCOUNT", true, "The account that the function works in, 12 digits."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_REGION", false, "The region that it works in; AWS_REGION where it is not set."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_MORE_REGIONS", false, "Further regions that it may act in, separated by commas."),
                new EnvironmentVariable("NIGHTSHIFT_TABLE", true, "The DynamoDB table of the ledger."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_SCHEDULE_GROUP",
                        false,
                        "The EventBridge Scheduler group of the timers; nightshift."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_SCHEDULER_ROLE_ARN", false, "The role by which Scheduler wakes runs."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_WAKE_TARGET_ARN",
                        false,
                        "The function or queue that Scheduler calls; without it only the sweeper wakes runs."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_WAKE_DEAD_LETTER_ARN",
                        false,
                        "The SQS queue for wake-ups that Scheduler could not deliver; the scheduler's role needs sqs:SendMessage on it."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL", true, "The SQS queue for what cannot be decoded."),
                new EnvironmentVariable("NIGHTSHIFT_AWS_ENDPOINT", false, "A stand-in to talk to instead of AWS."));
    }

    private final Variables variables;

    private AwsEnvironment(Variables variables) {
        this.variables = variables;
    }

    /** @param own the function's own variables, which it reads through {@link #variables} */
    public static AwsEnvironment of(Map<String, String> variables, List<EnvironmentVariable> own) {
        var region = variables.getOrDefault("NIGHTSHIFT_REGION", variables.getOrDefault("AWS_REGION", ""));
        var environment =
                new AwsEnvironment(new Variables(variables, value -> SecretsManagerStore.names(value, region)));
        var known = new ArrayList<>(KEYS);
        known.addAll(own);
        environment.variables.refuseUnknown(known);
        return environment;
    }

    /** For the function's own variables; call it before {@link #configuration}, which also reports their problems. */
    public Variables variables() {
        return variables;
    }

    /** @throws IllegalStateException with every problem on its own line */
    public AwsConfiguration configuration(PolicyParser policies) {
        var common = variables.common(policies);
        var account = variables.text("NIGHTSHIFT_ACCOUNT", Pattern.compile("\\d{12}"), "12 digits");
        var regions = regions();
        var endpoint = variables.uri("NIGHTSHIFT_AWS_ENDPOINT", false);
        var table = variables.text("NIGHTSHIFT_TABLE", Pattern.compile("[A-Za-z0-9_.-]{3,255}"), "the name of a table");
        var timers = timers();
        var deadLetters = variables.uri("NIGHTSHIFT_DEAD_LETTER_QUEUE_URL", true);
        var members = AwsMembers.read(variables, account, regions);
        variables.check();
        return new AwsConfiguration(
                common.orElseThrow(), account, regions, endpoint, table, timers, deadLetters.orElseThrow(), members);
    }

    private List<String> regions() {
        var own = variables.get("NIGHTSHIFT_REGION").or(() -> variables.get("AWS_REGION"));
        if (own.isEmpty()) {
            variables.problem(
                    "NIGHTSHIFT_REGION is missing, and so is AWS_REGION; expected a region such as eu-central-1");
        }
        var regions = new ArrayList<String>();
        own.ifPresent(regions::add);
        variables.get("NIGHTSHIFT_MORE_REGIONS").ifPresent(more -> {
            for (var region : more.split(",")) {
                regions.add(region.strip());
            }
        });
        if (!regions.stream().allMatch(AwsEnvironment::isRegion)) {
            variables.problem(
                    "NIGHTSHIFT_REGION or NIGHTSHIFT_MORE_REGIONS is not right; expected regions such as eu-central-1");
        }
        return List.copyOf(regions);
    }

    private Optional<AwsConfiguration.TimerSettings> timers() {
        var role = variables.get("NIGHTSHIFT_SCHEDULER_ROLE_ARN");
        var target = variables.get("NIGHTSHIFT_WAKE_TARGET_ARN");
        if (role.isPresent() != target.isPresent()) {
            variables.problem(
                    "NIGHTSHIFT_SCHEDULER_ROLE_ARN and NIGHTSHIFT_WAKE_TARGET_ARN belong together; one is missing");
        }
        for (var arn : List.of(role, target)) {
            if (arn.filter(text -> !text.startsWith("arn:")).isPresent()) {
                variables.problem("NIGHTSHIFT_SCHEDULER_ROLE_ARN and NIGHTSHIFT_WAKE_TARGET_ARN have to be ARNs");
            }
        }
        var group = variables.get("NIGHTSHIFT_SCHEDULE_GROUP").orElse("nightshift");
        if (!GROUP.matcher(group).matches()) {
            variables.problem("NIGHTSHIFT_SCHEDULE_GROUP is invalid: expected 1 to 64 letters, digits, _, . and -");
        }
        var deadLetters = wakeDeadLetters(target.isPresent());
        return role.flatMap(by -> target.map(what -> new AwsConfiguration.TimerSettings(group, what, by, deadLetters)));
    }

    /** Scheduler takes a standard queue only. */
    private Optional<String> wakeDeadLetters(boolean wakes) {
        var queue = variables.get("NIGHTSHIFT_WAKE_DEAD_LETTER_ARN");
        if (queue.isPresent() && !wakes) {
            variables.problem(
                    "NIGHTSHIFT_WAKE_DEAD_LETTER_ARN needs NIGHTSHIFT_WAKE_TARGET_ARN: nothing else sends to it");
        }
        if (queue.filter(arn -> !QUEUE_ARN.matcher(arn).matches()).isPresent()) {
            variables.problem("NIGHTSHIFT_WAKE_DEAD_LETTER_ARN is invalid: expected the ARN of a standard SQS queue");
        }
        return queue;
    }

    /** Reports whether that text has the form of a region's name. */
    static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }
}
