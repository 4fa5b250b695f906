package io.nightshift.gcp.entry;

import io.nightshift.entry.CommonConfig;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.gcp.CloudTasksTimers;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of a function on Google Cloud; {@link GcpEnvironment} reads it once.
 *
 * @param project the function's own, with the ledger and the queue
 * @param projects the projects that it reads and changes, including its own
 * @param members other projects, and who attests their signals
 * @param gke the cluster whose deployments it checks and acts on, if any
 * @param timers if empty, only the sweeper wakes runs
 * @param deadLetters the Pub/Sub topic for undecodable payloads, {@code projects/PROJECT/topics/TOPIC}
 */
public record GcpConfiguration(
        CommonConfig common,
        String project,
        Set<String> projects,
        GcpMembers members,
        Optional<GkeCluster> gke,
        LedgerPlace ledger,
        Optional<CloudTasksTimers.Settings> timers,
        String deadLetters,
        StandIns standIns) {

    /** Whose signals may be about which project. */
    public MemberAccounts accounts() {
        return members.accounts(projects);
    }

    /**
     * @param database the id of the Firestore database
     * @param prefix the prefix of the ledger's collections
     */
    public record LedgerPlace(String database, String prefix) {}

    /**
     * The fakes to use instead of Google; all empty in production.
     *
     * @param rest for every REST service
     * @param grpc for every gRPC service
     * @param firestore for Firestore only, overriding {@code grpc}
     */
    public record StandIns(Optional<URI> rest, Optional<URI> grpc, Optional<URI> firestore) {

        public boolean any() {
            return rest.isPresent() || grpc.isPresent() || firestore.isPresent();
        }
    }
}
