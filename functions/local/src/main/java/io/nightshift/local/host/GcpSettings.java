package io.nightshift.local.host;

import com.google.auth.Credentials;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.entry.Variables;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.ProjectAdapters;
import io.nightshift.gcp.entry.GcpMembers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The Google Cloud settings from the environment.
 *
 * @param projects the projects that this host may read and change; the first is its home
 * @param clients with its application default credentials, or without any for a fake
 * @param members other projects, by their service accounts
 */
public record GcpSettings(List<String> projects, GcpClients clients, GcpMembers members) {

    public static final String PROJECTS = "NIGHTSHIFT_GCP_PROJECTS";
    private static final String ENDPOINT = "NIGHTSHIFT_GCP_ENDPOINT";
    private static final String GRPC_ENDPOINT = "NIGHTSHIFT_GCP_GRPC_ENDPOINT";

    static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(
                    PROJECTS, false, "The projects that it may look and act in, separated by commas, its own first."),
            new EnvironmentVariable(ENDPOINT, false, "A stand-in to talk to instead of Google, for REST services."),
            new EnvironmentVariable(GRPC_ENDPOINT, false, "The same for gRPC services; both are set, or none."),
            GcpMembers.PROJECTS_KEY);

    private static final Pattern NAMES = Pattern.compile("[a-z][a-z0-9:.-]{4,120}(,[a-z][a-z0-9:.-]{4,120})*");

    /** Empty if the environment names no project; problems are those of the variables. */
    public static Optional<GcpSettings> read(Variables variables) {
        if (KEYS.stream().allMatch(key -> variables.get(key.name()).isEmpty())) {
            return Optional.empty();
        }
        var projects = variables.text(PROJECTS, NAMES, "ids of projects such as shop-prod,shop-data");
        var rest = variables.uri(ENDPOINT, false);
        var grpc = variables.uri(GRPC_ENDPOINT, false);
        // With only some of the fakes set, the other services would act in the real cloud.
        if (rest.isPresent() != grpc.isPresent()) {
            variables.problem(ENDPOINT + " and " + GRPC_ENDPOINT + " belong together; one is missing");
        }
        var credentials = rest.isPresent() || grpc.isPresent() ? Optional.<Credentials>empty() : credentials(variables);
        var own = List.of(projects.split(",", -1));
        return Optional.of(new GcpSettings(
                own,
                new GcpClients(credentials, rest, grpc, GcpClients.RETRY_POLICY),
                GcpMembers.read(variables, Set.copyOf(own))));
    }

    private static Optional<Credentials> credentials(Variables variables) {
        try {
            return Optional.of(GcpClients.applicationDefault(GcpClients.RETRY_POLICY));
        } catch (IOException e) {
            variables.problem(PROJECTS + " needs application default credentials of Google Cloud, and there are none");
            return Optional.empty();
        }
    }

    /** The adapters of a function in these projects and in the members. */
    public <T> ProjectAdapters<T> adapters(ProjectAdapters.Factory<T> factory) {
        return new ProjectAdapters<>(
                clients, new GcpScope(Set.copyOf(projects)), projects.getFirst(), members.projects(), factory);
    }

    /** Whose signals may be about which project: senders of this host are not attested by Google. */
    MemberAccounts accounts() {
        return members.accounts(Set.copyOf(projects));
    }
}
