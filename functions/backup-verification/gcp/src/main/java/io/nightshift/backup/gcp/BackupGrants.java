package io.nightshift.backup.gcp;

import io.nightshift.backup.action.RestoreStep;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The grants of backup verification's service account. IAM knows no labels of Cloud SQL, so what it changes and deletes is limited
 * by the name that every restore has.
 *
 * @see <a href="https://cloud.google.com/sql/docs/postgres/iam-conditions">Cloud SQL: IAM conditions</a>
 */
public final class BackupGrants {

    /** They also name the source. */
    private static final Set<String> OF_THE_SOURCE = Set.of(
            "cloudsql.backupRuns.get",
            "cloudsql.backupRuns.list",
            "cloudsql.instances.clone",
            "cloudsql.instances.get",
            "cloudsql.instances.list");

    private BackupGrants() {}

    /** @param secrets the secrets in the environment, {@code projects/PROJECT/secrets/SECRET} */
    public static List<RoleGrant> of(GcpRole role, List<String> secrets) {
        var grants = role.own(secrets);
        var on = "projects/" + role.project() + " and each further project";
        grants.add(new RoleGrant("backups", on, permissions(OF_THE_SOURCE::contains), ""));
        grants.add(new RoleGrant(
                "restores",
                on,
                permissions(permission -> !OF_THE_SOURCE.contains(permission) && !permission.startsWith(FIRESTORE)),
                "resource.type == \"sqladmin.googleapis.com/Instance\""
                        + " && resource.name.extract(\"instances/{name}\").startsWith(\"nightshift-\")"));
        return List.copyOf(grants);
    }

    /** The buckets that the entries name: dumps are read, the objects of copies are listed only. */
    public static List<RoleGrant> buckets(List<ProtectedDatabase> databases) {
        var grants = new ArrayList<RoleGrant>();
        for (var database : databases) {
            if (database.subject().kind().equals(Kinds.GCS_BUCKET)) {
                boolean dumps = "gcs-dump".equals(text(database, "kind"));
                grants.add(new RoleGrant(
                        (dumps ? "dumps-" : "copy-") + database.entry(),
                        "gs://" + text(database, "bucket"),
                        dumps ? Set.of("storage.objects.get", "storage.objects.list") : Set.of("storage.objects.list"),
                        ""));
            }
        }
        return grants;
    }

    /**
     * The databases of Firestore that the entries name. A restored one is limited by the id that each has; who may restore into a
     * project may make any database in it.
     *
     * @see <a href="https://cloud.google.com/firestore/docs/security/iam">Firestore: IAM</a>
     */
    public static List<RoleGrant> databases(GcpRole role, List<ProtectedDatabase> databases) {
        if (databases.stream().noneMatch(database -> database.subject().kind().equals(Kinds.FIRESTORE_DATABASE))) {
            return List.of();
        }
        var on = "projects/" + role.project() + " and each further project";
        return List.of(
                new RoleGrant(
                        "firestore-backups",
                        on,
                        permissions(permission -> permission.startsWith(FIRESTORE) && !isOfARestore(permission)),
                        ""),
                new RoleGrant(
                        "firestore-restores",
                        on,
                        permissions(BackupGrants::isOfARestore),
                        "resource.name.extract(\"databases/{id}\").startsWith(\"nightshift-backup-\")"));
    }

    private static final String FIRESTORE = "datastore.";

    private static boolean isOfARestore(String permission) {
        return permission.startsWith("datastore.entities.")
                || permission.equals("datastore.databases.delete")
                || permission.equals("datastore.databases.update");
    }

    private static String text(ProtectedDatabase database, String key) {
        return database.source().get(key) instanceof Json.Str(var text) ? text : "";
    }

    private static Set<String> permissions(Predicate<String> which) {
        return Stream.of(RestoreStep.values())
                .flatMap(step -> step.type().permissions().getOrDefault(Cloud.GCP, List.of()).stream())
                .filter(which)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
