package io.nightshift.backup.aws;

import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An instance or an Aurora cluster as RDS describes it.
 *
 * @param engine {@code postgres}, {@code aurora-postgresql}, {@code mysql}
 * @param version of the engine
 * @param host empty until RDS has assigned one
 * @param user the master user
 * @param changing whether RDS is setting a master password
 * @param member the instance of a cluster; empty for an instance, and for a cluster without one
 */
record RdsDatabase(
        String name,
        boolean cluster,
        String status,
        String engine,
        String version,
        Map<String, String> tags,
        Instant since,
        String host,
        int port,
        String user,
        boolean changing,
        Optional<RdsDatabase> member) {

    /** The last two run as slowly as their storage is loaded, but they run. */
    private static final Set<String> RUNNING = Set.of("available", "storage-optimization", "storage-initialization");

    private static final Set<String> FINAL = Set.of(
            "failed",
            "restore-error",
            "storage-full",
            "insufficient-capacity",
            "cloning-failed",
            "migration-failed",
            "inaccessible-encryption-credentials",
            "inaccessible-encryption-credentials-recoverable");

    boolean isOf(RestoreOrder order) {
        return order.run().value().equals(tags.get(RestoreOrder.RUN_TAG));
    }

    boolean isRemoving() {
        return status.equals("deleting");
    }

    String engineVersion() {
        return engine + " " + version;
    }

    RestoreStatus toStatus() {
        var said = member.map(instance -> status + ", its instance " + instance.status())
                .orElse(status);
        return new RestoreStatus(state(), said, tags, engineVersion());
    }

    State state() {
        var own = own();
        if (own != State.READY || !cluster) {
            return own;
        }
        // Not REMOVING while the cluster itself is not: its removal still has to be requested.
        return member.map(instance -> instance.isRemoving() ? State.WORKING : instance.own())
                .orElse(State.NEXT_STEP);
    }

    private State own() {
        if (isRemoving()) {
            return State.REMOVING;
        }
        if (FINAL.contains(status) || status.startsWith("incompatible-")) {
            return State.FAILED;
        }
        return RUNNING.contains(status) && !changing ? State.READY : State.WORKING;
    }

    /** Empty if it carries no tag of a run, or is being removed. */
    Optional<TaggedRestore> tagged(String itsName) {
        return Optional.ofNullable(tags.get(RestoreOrder.RUN_TAG))
                .filter(run -> !run.isBlank() && !isRemoving())
                .map(run -> new TaggedRestore(itsName, new RunId(run), since));
    }
}
