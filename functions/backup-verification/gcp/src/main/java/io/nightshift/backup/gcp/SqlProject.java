package io.nightshift.backup.gcp;

import com.google.api.services.sqladmin.SQLAdmin;
import com.google.api.services.sqladmin.model.Backup;
import com.google.api.services.sqladmin.model.DatabaseInstance;
import com.google.api.services.sqladmin.model.Operation;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.Rest;
import io.nightshift.gcp.sql.CloudSql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Cloud SQL of a project. */
public record SqlProject(SQLAdmin sql, GcpScope scope) {

    private static final int PAGES = 50;

    /** A factory of {@code ProjectAdapters}; Cloud SQL needs no project of its own. */
    public static SqlProject of(GcpClients clients, GcpScope scope, String home) {
        return new SqlProject(CloudSql.client(clients), scope);
    }

    Optional<DatabaseInstance> instance(String project, String name) throws CallFailed {
        return Rest.find(() -> sql.instances().get(project, name));
    }

    List<DatabaseInstance> instances(String project) throws CallFailed {
        var all = new ArrayList<DatabaseInstance>();
        var page = "";
        for (int pages = 0; pages < PAGES; pages++) {
            var from = page.isEmpty() ? null : page;
            var found = Rest.read(() -> sql.instances().list(project).setPageToken(from));
            all.addAll(found.getItems() == null ? List.of() : found.getItems());
            page = found.getNextPageToken() == null ? "" : found.getNextPageToken();
            if (page.isEmpty()) {
                break;
            }
        }
        return all;
    }

    /** Of one instance; those that are left of a deleted one too. */
    List<Backup> backups(Resource database) throws CallFailed {
        var all = new ArrayList<Backup>();
        var page = "";
        for (int pages = 0; pages < PAGES; pages++) {
            var from = page.isEmpty() ? null : page;
            var found = Rest.read(() -> sql.backups()
                    .listBackups("projects/" + database.origin().account())
                    .setFilter("instance:" + database.name())
                    .setPageToken(from));
            all.addAll(found.getBackups() == null ? List.of() : found.getBackups());
            page = found.getNextPageToken() == null ? "" : found.getNextPageToken();
            if (page.isEmpty()) {
                break;
            }
        }
        return all.stream()
                .filter(backup -> database.name().equals(backup.getInstance()))
                .toList();
    }

    /** The newest point in time to which it can be cloned; empty without the logs for it. */
    Optional<Instant> latestTime(Resource database) throws CallFailed {
        return Rest.find(() -> sql.projects()
                        .instances()
                        .getLatestRecoveryTime(database.origin().account(), database.name()))
                .flatMap(found -> SqlBackup.time(found.getLatestRecoveryTime()));
    }

    /** The newest operations of that instance, the newest first; also of one that does not exist, if it ever did. */
    List<Operation> operations(String project, String name) throws CallFailed {
        var found =
                Rest.find(() -> sql.operations().list(project).setInstance(name).setMaxResults(100L));
        return found.flatMap(list -> Optional.ofNullable(list.getItems())).orElse(List.of());
    }
}
