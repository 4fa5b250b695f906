package io.nightshift.backup.gcp;

import com.google.api.services.sqladmin.model.BackupConfiguration;
import com.google.api.services.sqladmin.model.CloneContext;
import com.google.api.services.sqladmin.model.DatabaseInstance;
import com.google.api.services.sqladmin.model.InstancesCloneRequest;
import com.google.api.services.sqladmin.model.InstancesRestoreBackupRequest;
import com.google.api.services.sqladmin.model.IpConfiguration;
import com.google.api.services.sqladmin.model.LocationPreference;
import com.google.api.services.sqladmin.model.Settings;
import com.google.api.services.sqladmin.model.User;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.ProjectAdapters;
import io.nightshift.gcp.sql.CloudSql;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Backups of Cloud SQL, restored into a new instance, and points in time, which are cloned.
 *
 * <p>{@code restoreBackup} on a name that exists overwrites that instance. So a restore is requested only for a name that is derived
 * from its run, that nothing has, and that no operation has ever named.
 *
 * @see <a href="https://cloud.google.com/sql/docs/postgres/backup-recovery/restoring">Cloud SQL: restoring an instance</a>
 */
public final class CloudSqlBackups implements BackupSource {

    private static final String CLONE = "clone";
    private static final int MOST = 100;

    private final ProjectAdapters<SqlProject> projects;

    /** @param projects made by {@link SqlProject#of} */
    public CloudSqlBackups(ProjectAdapters<SqlProject> projects) {
        this.projects = projects;
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        return database.subject().origin().cloud() == Cloud.GCP
                && database.subject().kind().equals(Kinds.SQL_INSTANCE);
    }

    private static boolean clones(ProtectedDatabase database) {
        try {
            return View.of(database.source()).at("by").textOr("").equals(CLONE);
        } catch (JsonException e) {
            return false;
        }
    }

    private SqlProject project(ProtectedDatabase database) throws CallFailed {
        var project = projects.of(database.subject());
        project.scope().check(database.subject());
        return project;
    }

    private static String id(ProtectedDatabase database) {
        return database.subject().origin().account();
    }

    @Override
    public List<StoredBackup> find(ProtectedDatabase database) throws CallFailed {
        var project = project(database);
        if (clones(database)) {
            var source = project.instance(id(database), database.subject().name());
            var version = source.map(found -> SqlBackup.version(found.getDatabaseVersion()))
                    .orElse("");
            return project.latestTime(database.subject()).map(time -> SqlBackup.at(time, version)).stream()
                    .toList();
        }
        return project.backups(database.subject()).stream()
                .map(SqlBackup::of)
                .sorted(Comparator.comparing(StoredBackup::takenAt).reversed())
                .limit(MOST)
                .toList();
    }

    private Optional<SqlRestore> restored(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var project = project(database);
        var instance = project.instance(id(database), order.name());
        return instance.isEmpty()
                ? Optional.empty()
                : Optional.of(new SqlRestore(instance.get(), project.operations(id(database), order.name())));
    }

    @Override
    public void restore(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var place = SqlPlace.of(database);
        var found = restored(database, order);
        if (found.isPresent()) {
            goOn(ours(found.get(), order, NAME_TAKEN), database, order);
        } else {
            create(database, order, place);
        }
    }

    private static SqlRestore ours(SqlRestore found, RestoreOrder order, String otherwise) throws CallFailed {
        if (!found.isOf(order)) {
            throw failed(otherwise, found.instance().getName() + " does not carry the label of run " + order.run());
        }
        return found;
    }

    private static CallFailed failed(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    private void create(ProtectedDatabase database, RestoreOrder order, SqlPlace place) throws CallFailed {
        guard(database, order);
        try {
            var time = SqlBackup.timeOf(order.backup());
            if (time.isPresent()) {
                copy(database, order, time.get());
            } else {
                fromBackup(database, order, place);
            }
        } catch (CallFailed e) {
            throw inOurTerms(e);
        }
    }

    /** The last check before a call that could overwrite an instance. */
    private void guard(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        if (!order.name().equals(RestoreOrder.nameOf(order.run()))
                || order.name().equals(database.subject().name())) {
            throw failed(NAME_TAKEN, order.name() + " is not the name of a restore");
        }
        var earlier = project(database).operations(id(database), order.name());
        var error = earlier.stream()
                .flatMap(operation -> SqlRestore.errorOf(operation).stream())
                .findFirst();
        if (error.isPresent()) {
            throw failed(error.get(), "Cloud SQL could not make " + order.name() + ": " + error.get());
        }
        if (earlier.stream().anyMatch(operation -> "DELETE".equals(operation.getOperationType()))) {
            throw failed(NAME_TAKEN, order.name() + " was removed; Cloud SQL keeps its name for days");
        }
        if (!earlier.isEmpty()) {
            throw new CallFailed(Problem.transientFault(
                    "OperationInProgress", "an earlier operation on " + order.name() + " is not listed yet"));
        }
    }

    private void fromBackup(ProtectedDatabase database, RestoreOrder order, SqlPlace place) throws CallFailed {
        if (!order.backup().startsWith("projects/" + id(database) + "/backups/")) {
            throw failed(NO_BACKUP, "not a backup of project " + id(database));
        }
        var instance = new DatabaseInstance()
                .setName(order.name())
                .setSettings(settings(database, order)
                        .setTier(place.tier().orElse(null))
                        .setLocationPreference(place.zone()
                                .map(zone -> new LocationPreference().setZone(zone))
                                .orElse(null))
                        .setAvailabilityType("ZONAL")
                        .setActivationPolicy("ALWAYS")
                        .setIpConfiguration(new IpConfiguration()
                                .setIpv4Enabled(false)
                                .setPrivateNetwork(place.network())
                                .setServerCaMode("GOOGLE_MANAGED_CAS_CA")
                                .setSslMode("ENCRYPTED_ONLY")));
        var sql = project(database).sql();
        CloudSql.change(() -> sql.instances()
                .restoreBackup(
                        id(database),
                        order.name(),
                        new InstancesRestoreBackupRequest()
                                .setBackup(order.backup())
                                .setRestoreInstanceSettings(instance)));
    }

    /** No backups of its own, no protection, our labels. */
    private static Settings settings(ProtectedDatabase database, RestoreOrder order) {
        return new Settings()
                .setUserLabels(labels(database, order))
                .setDeletionProtectionEnabled(false)
                .setBackupConfiguration(
                        new BackupConfiguration().setEnabled(false).setPointInTimeRecoveryEnabled(false));
    }

    /** Values of labels are lower case. */
    private static Map<String, String> labels(ProtectedDatabase database, RestoreOrder order) {
        return order.tags(database.entry()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        tag -> tag.getValue().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-")));
    }

    /** A clone has the network of its source; one with a public address is refused. */
    private void copy(ProtectedDatabase database, RestoreOrder order, Instant time) throws CallFailed {
        var project = project(database);
        var source = project.instance(id(database), database.subject().name());
        if (source.isEmpty()) {
            throw failed(NO_BACKUP, database.subject().name() + " does not exist, so it cannot be cloned");
        }
        var addresses = source.get().getSettings() == null
                ? null
                : source.get().getSettings().getIpConfiguration();
        if (addresses == null || !Boolean.FALSE.equals(addresses.getIpv4Enabled())) {
            throw failed(
                    "PublicAddress",
                    "a clone of " + database.subject().name()
                            + " would have a public address, as it has; verify its backups instead");
        }
        CloudSql.change(() -> project.sql()
                .instances()
                .clone(
                        id(database),
                        database.subject().name(),
                        new InstancesCloneRequest()
                                .setCloneContext(new CloneContext()
                                        .setDestinationInstanceName(order.name())
                                        .setPointInTime(time.toString()))));
    }

    /** Sets our labels on a clone, which has those of its source. */
    private void goOn(SqlRestore found, ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        if (found.state(order) == State.NEXT_STEP) {
            var patch = new DatabaseInstance().setSettings(settings(database, order));
            var sql = project(database).sql();
            CloudSql.change(() -> sql.instances().patch(id(database), order.name(), patch));
        }
    }

    private static CallFailed inOurTerms(CallFailed failed) {
        var problem = failed.problem();
        return switch (problem.code()) {
            case "instanceAlreadyExists" -> failed(NAME_TAKEN, problem.message());
            case "errorBackupNotFound", "backupDoesNotExist", "backupRunDoesNotExist", "notFound", "Http404" ->
                failed(NO_BACKUP, problem.message());
            default -> failed;
        };
    }

    @Override
    public RestoreStatus status(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        return restored(database, order)
                .map(found -> found.toStatus(order, labels(database, order)))
                .orElse(RestoreStatus.ABSENT);
    }

    private SqlRestore existing(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var found = restored(database, order);
        if (found.isEmpty()) {
            throw failed("instanceDoesNotExist", order.name() + " does not exist");
        }
        return found.get();
    }

    @Override
    public void open(ProtectedDatabase database, RestoreOrder order, RestorePassword password) throws CallFailed {
        ours(existing(database, order), order, NOT_OURS);
        var sql = project(database).sql();
        CloudSql.change(() -> sql.users()
                .update(id(database), order.name(), new User().setPassword(password.text()))
                .setName(SqlPlace.POSTGRES));
    }

    @Override
    public RestoreAccess login(ProtectedDatabase database, RestoreOrder order, RestorePassword password)
            throws CallFailed {
        return SqlAccess.of(existing(database, order), order, SqlPlace.of(database), password);
    }

    /** While another operation runs, Cloud SQL refuses a deletion: it is transient, so it is tried again. */
    @Override
    public void remove(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var found = restored(database, order);
        if (found.isEmpty() || ours(found.get(), order, NOT_OURS).isRemoving()) {
            return;
        }
        var sql = project(database).sql();
        var settings = found.get().instance().getSettings();
        if (settings != null && Boolean.TRUE.equals(settings.getDeletionProtectionEnabled())) {
            var patch = new DatabaseInstance().setSettings(settings(database, order));
            CloudSql.change(() -> sql.instances().patch(id(database), order.name(), patch));
            throw new CallFailed(Problem.transientFault(
                    "OperationInProgress", "the protection of the clone's source is being taken from the clone"));
        }
        CloudSql.change(() -> sql.instances().delete(id(database), order.name()).setEnableFinalBackup(false));
    }

    /** A clone that has no label yet is not among them: its run is open until it has. */
    @Override
    public List<TaggedRestore> tagged(ProtectedDatabase database) throws CallFailed {
        return project(database).instances(id(database)).stream()
                .flatMap(instance -> SqlRestore.tagged(instance).stream())
                .toList();
    }
}
