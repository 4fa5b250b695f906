package io.nightshift.backup.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.JsonRest;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.gcp.PagedRest;
import io.nightshift.gcp.PlainRest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The databases, backups and operations of Firestore in a project. Google's admin client is one more artifact with its own
 * protocol; these are eight methods of its REST API, by Google's transport.
 *
 * @see <a href="https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases">Firestore: databases</a>
 */
public record FirestoreProject(JsonRest rest, PlainRest queries, GcpScope scope) {

    private static final String ROOT = "https://firestore.googleapis.com/";
    private static final String NAME = "name";

    /** A factory of {@code ProjectAdapters}; Firestore needs no project of its own. */
    public static FirestoreProject of(GcpClients clients, GcpScope scope, String home) {
        return new FirestoreProject(new JsonRest(clients), PlainRest.of(clients, ROOT), scope);
    }

    /** {@code projects/PROJECT/databases/DATABASE}. */
    static String database(String project, String id) {
        return "projects/" + project + "/databases/" + id;
    }

    private static Call get(String path) {
        return Call.get(ROOT, "v1/" + path);
    }

    Optional<View> find(String name) throws CallFailed {
        return rest.find(get(name));
    }

    List<View> databases(String project) throws CallFailed {
        var found = rest.find(get("projects/" + project + "/databases"));
        return found.isEmpty()
                ? List.of()
                : PagedRest.read(found.get(), json -> json.at("databases").items());
    }

    /** Of every location; those of other databases too. */
    List<View> backups(String project) throws CallFailed {
        return rest.all(get("projects/" + project + "/locations/-/backups"), "backups");
    }

    /** The operations on one database, the newest first; empty if it does not exist. */
    List<View> operations(String database) throws CallFailed {
        return rest.all(get(database + "/operations"), "operations");
    }

    void restore(String project, String id, String backup) throws CallFailed {
        rest.change(get("projects/" + project + "/databases:restore")
                .with("POST", Json.obj().with("databaseId", id).with("backup", backup)));
    }

    void copy(String project, String id, String source, String time) throws CallFailed {
        rest.change(get("projects/" + project + "/databases:clone")
                .with(
                        "POST",
                        Json.obj()
                                .with("databaseId", id)
                                .with(
                                        "pitrSnapshot",
                                        Json.obj().with("database", source).with("snapshotTime", time))));
    }

    void unprotect(String database) throws CallFailed {
        rest.change(get(database)
                .with(
                        "PATCH",
                        Json.obj().with(NAME, database).with("deleteProtectionState", "DELETE_PROTECTION_DISABLED"))
                .asking(Map.of("updateMask", "deleteProtectionState")));
    }

    void delete(String database) throws CallFailed {
        rest.change(new Call("DELETE", ROOT, "v1/" + database, Map.of(), Optional.empty()));
    }

    FirestoreCount count(String database) {
        return new FirestoreCount(queries, "v1/" + database + "/documents");
    }
}
