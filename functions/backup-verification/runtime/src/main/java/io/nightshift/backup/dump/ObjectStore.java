package io.nightshift.backup.dump;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.act.CallFailed;
import java.time.Instant;
import java.util.function.Consumer;

/** The buckets of one cloud. */
public interface ObjectStore {

    /**
     * An object.
     *
     * @param version of its content: a part of another one is refused
     * @param key that encrypts it, as the cloud names it; empty if the listing does not say
     */
    record StoredObject(String name, String version, Instant modified, long bytes, String key) {}

    boolean covers(ProtectedDatabase database);

    /** Every object of the entry's bucket below its prefix, page by page. */
    void each(ProtectedDatabase database, Consumer<StoredObject> seen) throws CallFailed;

    /** That many bytes of the object from there on; it may be repeated. */
    byte[] part(ProtectedDatabase database, StoredObject object, long from, int length) throws CallFailed;
}
