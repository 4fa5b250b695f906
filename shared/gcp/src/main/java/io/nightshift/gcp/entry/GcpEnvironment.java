package io.nightshift.gcp.entry;

import io.nightshift.entry.CommonConfig;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import io.nightshift.gcp.CloudTasksTimers;
import io.nightshift.gcp.entry.GcpConfiguration.LedgerPlace;
import io.nightshift.gcp.entry.GcpConfiguration.StandIns;
import io.nightshift.policy.PolicyParser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the {@link GcpConfiguration} from environment variables. All problems are reported together; no message repeats a
 * value.
 */
public final class GcpEnvironment {

    /** The variables of this cloud only. */
    public static final List<EnvironmentVariable> KEYS = Stream.of(own(), GcpMembers.KEYS, GkeCluster.KEYS)
            .flatMap(List::stream)
            .toList();

    private static final Pattern PROJECT = Pattern.compile("([a-z0-9.-]{1,100}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]");
    private static final Pattern TOPIC =
            Pattern.compile("projects/[a-z0-9.:-]{6,120}/topics/[A-Za-z][\\w.~+%-]{2,254}");
    private static final Pattern DATABASE = Pattern.compile("\\(default\\)|[a-z][a-z0-9-]{2,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,99}");

    private static final Pattern QUEUE =
            Pattern.compile("projects/[a-z0-9.:-]{1,120}/locations/[a-z0-9-]{1,60}/queues/[A-Za-z0-9-]{1,100}");
    private static final Pattern HTTPS = Pattern.compile("https://[^\\s/]+(/\\S*)?");
    private static final Pattern ACCOUNT = Pattern.compile("[^@\\s]+@[^@\\s]+");

    /** A wake-up may perform an act; its limit is Cloud Run's default for a request. */
    private static final Duration WAKE_DEADLINE = Duration.ofMinutes(5);

    private final Variables variables;

    private GcpEnvironment(Variables variables) {
        this.variables = variables;
    }

    /**
     * The variables of a function without its own variables.
     *
     * @param parser reads the sections of the policy that the function needs
     * @throws IllegalStateException with every problem on its own line
     */
    public static GcpConfiguration read(Map<String, String> environment, PolicyParser parser) {
        var variables = variables(environment);
        variables.refuseUnknown(KEYS);
        var configuration = configuration(variables, variables.common(parser));
        variables.check();
        return configuration.orElseThrow();
    }

    /** Variables whose secrets may be names in Secret Manager. */
    public static Variables variables(Map<String, String> environment) {
        return new Variables(environment, SecretManagerStore::names);
    }

    /**
     * Reports problems to the variables.
     *
     * @param common the configuration that is the same on every cloud; empty if it is invalid
     */
    public static Optional<GcpConfiguration> configuration(Variables variables, Optional<CommonConfig> common) {
        return new GcpEnvironment(variables).configuration(common);
    }

    private Optional<GcpConfiguration> configuration(Optional<CommonConfig> common) {
        var project = variables.text("NIGHTSHIFT_PROJECT", PROJECT, "a project's id such as shop-prod");
        var projects = projects(project);
        var members = GcpMembers.read(variables, projects);
        var ledger = new LedgerPlace(
                textOr("NIGHTSHIFT_FIRESTORE_DATABASE", "(default)", DATABASE, "a database's id such as (default)"),
                textOr("NIGHTSHIFT_FIRESTORE_PREFIX", "nightshift-", PREFIX, "letters, digits and dashes"));
        var timers = timers();
        var deadLetters = variables.text("NIGHTSHIFT_DEAD_LETTER_TOPIC", TOPIC, "projects/PROJECT/topics/TOPIC");
        var gke = GkeCluster.read(variables);
        var standIns = standIns();
        return common.map(its ->
                new GcpConfiguration(its, project, projects, members, gke, ledger, timers, deadLetters, standIns));
    }

    private static List<EnvironmentVariable> own() {
        return List.of(
                new EnvironmentVariable(
                        "NIGHTSHIFT_PROJECT", true, "The id of the project that the function works in."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_MORE_PROJECTS", false, "Further projects that it may act in, separated by commas."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_FIRESTORE_DATABASE",
                        false,
                        "The Firestore database of the ledger; `(default)` where not set."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_FIRESTORE_PREFIX",
                        false,
                        "What the names of the ledger's collections begin with; `nightshift-` where not set."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_TASK_QUEUE",
                        false,
                        "The Cloud Tasks queue of the timers, `projects/PROJECT/locations/REGION/queues/QUEUE`; without it only the sweeper wakes runs."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_WAKE_URL", false, "The `https` URL of this function, which the timers call."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_WAKE_ACCOUNT", false, "The service account by which the timers call it, `NAME@…`."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_DEAD_LETTER_TOPIC",
                        true,
                        "The Pub/Sub topic for what cannot be decoded, `projects/PROJECT/topics/TOPIC`."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_GCP_ENDPOINT",
                        false,
                        "A stand-in to talk to instead of Google, for REST services."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_GCP_GRPC_ENDPOINT", false, "The same for gRPC services; both are set, or none."),
                new EnvironmentVariable(
                        "NIGHTSHIFT_FIRESTORE_ENDPOINT",
                        false,
                        "Firestore's own stand-in, where it is not the one for gRPC services."));
    }

    private Set<String> projects(String own) {
        var projects = new TreeSet<String>();
        projects.add(own);
        variables.get("NIGHTSHIFT_MORE_PROJECTS").ifPresent(more -> {
            for (var project : more.split(",")) {
                projects.add(project.strip());
                if (!PROJECT.matcher(project.strip()).matches()) {
                    variables.problem(
                            "NIGHTSHIFT_MORE_PROJECTS is not right; expected ids of projects, separated by commas");
                }
            }
        });
        return projects;
    }

    private Optional<CloudTasksTimers.Settings> timers() {
        if (Stream.of("NIGHTSHIFT_TASK_QUEUE", "NIGHTSHIFT_WAKE_URL", "NIGHTSHIFT_WAKE_ACCOUNT")
                .allMatch(name -> variables.get(name).isEmpty())) {
            return Optional.empty();
        }
        var queue = variables.text("NIGHTSHIFT_TASK_QUEUE", QUEUE, "projects/PROJECT/locations/REGION/queues/QUEUE");
        var url = variables.text("NIGHTSHIFT_WAKE_URL", HTTPS, "an https URL, as NIGHTSHIFT_TASK_QUEUE is set");
        var account = variables.text("NIGHTSHIFT_WAKE_ACCOUNT", ACCOUNT, "a service account's e-mail address");
        var names = queue.split("/", -1);
        return names.length != 6
                ? Optional.empty()
                : Optional.of(new CloudTasksTimers.Settings(
                        names[1], names[3], names[5], url, account, Optional.empty(), WAKE_DEADLINE));
    }

    private String textOr(String name, String otherwise, Pattern form, String wanted) {
        return variables.get(name).isPresent() ? variables.text(name, form, wanted) : otherwise;
    }

    /** With only some of the fakes set, the other services would act in the real cloud. */
    private StandIns standIns() {
        var standIns = new StandIns(
                variables.uri("NIGHTSHIFT_GCP_ENDPOINT", false),
                variables.uri("NIGHTSHIFT_GCP_GRPC_ENDPOINT", false),
                variables.uri("NIGHTSHIFT_FIRESTORE_ENDPOINT", false));
        if (standIns.any() && (standIns.rest().isEmpty() || standIns.grpc().isEmpty())) {
            variables.problem(
                    "NIGHTSHIFT_GCP_ENDPOINT and NIGHTSHIFT_GCP_GRPC_ENDPOINT belong together; one is missing");
        }
        return standIns;
    }
}
