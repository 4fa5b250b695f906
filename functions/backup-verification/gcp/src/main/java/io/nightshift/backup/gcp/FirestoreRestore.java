package io.nightshift.backup.gcp;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A restored database and its operations. Firestore's tags are those of an organisation, so none can name a run: the id, which is
 * derived from the run, and Firestore's own record of where the data came from stand for it.
 *
 * @param found empty while Firestore does not list it yet
 * @param operations the newest first
 */
record FirestoreRestore(Optional<View> found, List<View> operations) {

    private static final String METADATA = "metadata";

    /** Whether there is something of that name, or will be. */
    boolean exists() {
        return found.isPresent() || isMaking();
    }

    private boolean isMaking() {
        return operations.stream().anyMatch(operation -> makes(operation) && !done(operation));
    }

    private static boolean makes(View operation) {
        var type = text(operation, METADATA, "@type");
        return type.endsWith("RestoreDatabaseMetadata") || type.endsWith("CloneDatabaseMetadata");
    }

    private static boolean done(View operation) {
        try {
            return operation.at("done").boolOr(false);
        } catch (JsonException e) {
            return false;
        }
    }

    /** Whether Firestore recorded that it made it from a backup, or from the database of the entry. */
    boolean isRestored(ProtectedDatabase database) {
        var source = FirestoreProject.database(
                database.subject().origin().account(), database.subject().name());
        return found.filter(view ->
                                !text(view, "sourceInfo", "backup", "backup").isEmpty())
                        .isPresent()
                || operations.stream()
                        .anyMatch(operation ->
                                !text(operation, METADATA, "backup").isEmpty()
                                        || text(operation, METADATA, "pitrSnapshot", "database")
                                                .equals(source));
    }

    boolean isProtected() {
        return found.filter(view -> text(view, "deleteProtectionState").equals("DELETE_PROTECTION_ENABLED"))
                .isPresent();
    }

    RestoreStatus toStatus(ProtectedDatabase database, RestoreOrder order) {
        return exists()
                ? new RestoreStatus(state(), said(), isRestored(database) ? order.tags(database.entry()) : Map.of(), "")
                : RestoreStatus.ABSENT;
    }

    private String said() {
        return operations.stream()
                .filter(FirestoreRestore::makes)
                .findFirst()
                .map(operation -> text(operation, METADATA, "operationState")
                        + failure(operation).map(code -> ", error " + code).orElse(""))
                .orElse("");
    }

    State state() {
        if (isRemoving()) {
            return State.REMOVING;
        }
        if (operations.stream()
                .anyMatch(operation -> makes(operation) && failure(operation).isPresent())) {
            return State.FAILED;
        }
        return isMaking() ? State.WORKING : State.READY;
    }

    boolean isRemoving() {
        return found.filter(view -> !text(view, "deleteTime").isEmpty()).isPresent();
    }

    /** The code of an operation that ended with an error; its message may repeat anything. */
    private static Optional<String> failure(View operation) {
        try {
            return operation.at("error").exists()
                    ? Optional.of(Long.toString(operation.at("error", "code").integerOr(0)))
                    : Optional.empty();
        } catch (JsonException e) {
            return Optional.of("unknown");
        }
    }

    static String text(View json, String first, String... rest) {
        try {
            return json.at(first, rest).textOr("");
        } catch (JsonException e) {
            return "";
        }
    }
}
