package io.nightshift.gcp.entry;

import io.nightshift.entry.CommonConfig;
import io.nightshift.gcp.CloudTasksTimers;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What a function on Google Cloud is configured with; read once, by {@link GcpEnvironment}.
 *
 * @param project the function's own, with the ledger and the queue
 * @param projects where it looks and acts, its own among them
 * @param gke the cluster whose deployments it checks and acts on, if any
 * @param timers empty: only the sweeper wakes runs
 * @param deadLetters the Pub/Sub topic for what cannot be decoded, {@code projects/PROJECT/topics/TOPIC}
 */
public record GcpConfiguration(
        CommonConfig common,
        String project,
        Set<String> projects,
        Optional<GkeCluster> gke,
        LedgerPlace ledger,
        Optional<CloudTasksTimers.Settings> timers,
        String deadLetters,
        StandIns standIns) {

    /**
     * @param database the id of the Firestore database
     * @param prefix what the names of the ledger's collections begin with
     */
    public record LedgerPlace(String database, String prefix) {}

    /**
     * Whom to talk to instead of Google; all empty in production.
     *
     * @param rest for every REST service
     * @param grpc for every gRPC service
     * @param firestore for Firestore alone, in the place of the one before
     */
    public record StandIns(Optional<URI> rest, Optional<URI> grpc, Optional<URI> firestore) {

        public boolean any() {
            return rest.isPresent() || grpc.isPresent() || firestore.isPresent();
        }
    }
}
