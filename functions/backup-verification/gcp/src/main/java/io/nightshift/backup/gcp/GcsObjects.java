package io.nightshift.backup.gcp;

import io.nightshift.backup.dump.ObjectStore;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PlainRest;
import io.nightshift.gcp.StoredObjects;
import java.util.function.Consumer;

/** Buckets of Cloud Storage. */
public record GcsObjects(PlainRest rest) implements ObjectStore {

    public static GcsObjects of(GcpClients clients) {
        return new GcsObjects(StoredObjects.rest(clients));
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        return database.subject().origin().cloud() == Cloud.GCP
                && database.subject().kind().equals(Kinds.GCS_BUCKET);
    }

    private static String text(ProtectedDatabase database, String key) {
        return database.source().get(key) instanceof Json.Str(var text) ? text : "";
    }

    private StoredObjects objects(ProtectedDatabase database) {
        return new StoredObjects(rest, text(database, "bucket"));
    }

    @Override
    public void each(ProtectedDatabase database, Consumer<StoredObject> seen) throws CallFailed {
        objects(database).each(text(database, "prefix"), item -> seen.accept(object(item)));
    }

    private static StoredObject object(StoredObjects.Item item) {
        int version = item.key().indexOf("/cryptoKeyVersions/");
        return new StoredObject(
                item.name(),
                item.generation(),
                item.updated(),
                item.bytes(),
                version < 0 ? item.key() : item.key().substring(0, version));
    }

    /** Of the generation that was listed. */
    @Override
    public byte[] part(ProtectedDatabase database, StoredObject object, long from, int length) throws CallFailed {
        try {
            return objects(database)
                    .part(
                            new StoredObjects.Item(
                                    object.name(), object.version(), object.modified(), object.bytes(), ""),
                            from,
                            length);
        } catch (CallFailed e) {
            throw e.problem().code().equals(StoredObjects.REPLACED)
                    ? new CallFailed(Problem.permanent("NoBackup", e.problem().message()))
                    : e;
        }
    }
}
