package io.nightshift.backup.gcp;

import static java.util.Objects.requireNonNullElse;

import com.google.api.services.sqladmin.model.DatabaseInstance;
import com.google.api.services.sqladmin.model.Operation;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A restored instance and its operations.
 *
 * <p>A clone takes no labels at the call: it has those of its source until the next call sets ours. Until then the operation that
 * made it, a clone under the name of the run, stands for the label.
 *
 * @param operations the newest first
 */
record SqlRestore(DatabaseInstance instance, List<Operation> operations) {

    private static final String CLONE = "CLONE";

    Map<String, String> labels() {
        var settings = instance.getSettings();
        return settings == null || settings.getUserLabels() == null ? Map.of() : settings.getUserLabels();
    }

    boolean isTagged(RestoreOrder order) {
        return order.run().value().equals(labels().get(RestoreOrder.RUN_TAG));
    }

    boolean isOf(RestoreOrder order) {
        return isTagged(order) || isUnnamedClone(order);
    }

    /** A clone of a restored instance has its label, and another name. */
    private boolean isUnnamedClone(RestoreOrder order) {
        return !labels().containsKey(RestoreOrder.RUN_TAG)
                && order.name().equals(instance.getName())
                && operations.stream().anyMatch(operation -> CLONE.equals(operation.getOperationType()));
    }

    Optional<Operation> running() {
        return operations.stream()
                .filter(operation -> !"DONE".equals(operation.getStatus()))
                .findFirst();
    }

    /** Cloud SQL may end an operation with an error; a later one does not mend a restore. */
    Optional<String> failure() {
        return operations.stream()
                .filter(operation -> MAKING.contains(requireNonNullElse(operation.getOperationType(), "")))
                .flatMap(operation -> errorOf(operation).stream())
                .findFirst();
    }

    private static final List<String> MAKING = List.of("CREATE", CLONE, "RESTORE_VOLUME", "CREATE_CLONE");

    static Optional<String> errorOf(Operation operation) {
        return operation.getError() == null || operation.getError().getErrors() == null
                ? Optional.empty()
                : operation.getError().getErrors().stream()
                        .map(error -> requireNonNullElse(error.getCode(), "UNKNOWN"))
                        .findFirst();
    }

    RestoreStatus toStatus(RestoreOrder order, Map<String, String> ours) {
        var state = state(order);
        var said = requireNonNullElse(instance.getState(), "")
                + running()
                        .map(operation -> ", " + operation.getOperationType() + " " + operation.getStatus())
                        .orElse("")
                + failure().map(code -> ", " + code).orElse("");
        return new RestoreStatus(
                state, said, isUnnamedClone(order) ? ours : labels(), SqlBackup.version(instance.getDatabaseVersion()));
    }

    State state(RestoreOrder order) {
        if (isRemoving()) {
            return State.REMOVING;
        }
        if (failure().isPresent()) {
            return State.FAILED;
        }
        return switch (requireNonNullElse(instance.getState(), "")) {
            case "FAILED", "SUSPENDED" -> State.FAILED;
            case "RUNNABLE" ->
                running().isPresent() ? State.WORKING : isUnnamedClone(order) ? State.NEXT_STEP : State.READY;
            default -> State.WORKING;
        };
    }

    boolean isRemoving() {
        return "PENDING_DELETE".equals(instance.getState())
                || running()
                        .filter(operation -> "DELETE".equals(operation.getOperationType()))
                        .isPresent();
    }

    static Optional<TaggedRestore> tagged(DatabaseInstance instance) {
        var found = new SqlRestore(instance, List.of());
        return Optional.ofNullable(found.labels().get(RestoreOrder.RUN_TAG))
                .filter(run -> !run.isBlank() && !found.isRemoving())
                .map(run -> new TaggedRestore(
                        instance.getName(),
                        new RunId(run),
                        SqlBackup.time(instance.getCreateTime()).orElse(Instant.EPOCH)));
    }
}
