package io.nightshift.backup.dump;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.HeldRestores;
import io.nightshift.backup.runtime.ProcessSource;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.core.act.CallFailed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;

/**
 * Buckets that are copies of others. Nothing is restored: the number of their objects and their size are compared with what earlier
 * runs counted, in all and by the first part of their names.
 */
public final class BucketCounts extends ProcessSource {

    /** More folders are counted together. */
    private static final int MOST_FOLDERS = 50;

    private final ObjectStore objects;

    public BucketCounts(ObjectStore objects, HeldRestores held, InstantSource clock) {
        super(held, clock);
        this.objects = objects;
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        return objects.covers(database) && ObjectDumps.kind(database).endsWith("-copy");
    }

    private static final class Tally {
        private final TreeMap<String, Long> counts = new TreeMap<>();
        private Instant newest = Instant.EPOCH;
        private long bytes;

        void add(String prefix, ObjectStore.StoredObject found) {
            newest = found.modified().isAfter(newest) ? found.modified() : newest;
            bytes += found.bytes();
            count("objects", 1);
            count("bytes", found.bytes());
            var rest = found.name()
                    .substring(Math.min(prefix.length(), found.name().length()));
            int slash = rest.indexOf('/');
            var folder = "objects in " + (slash < 0 ? "/" : rest.substring(0, slash));
            count(counts.containsKey(folder) || counts.size() < MOST_FOLDERS ? folder : "objects elsewhere", 1);
        }

        private void count(String name, long more) {
            counts.merge(name, more, Long::sum);
        }
    }

    private Tally counted(ProtectedDatabase database) throws CallFailed {
        var tally = new Tally();
        var prefix = ObjectDumps.text(database, "prefix");
        objects.each(database, found -> tally.add(prefix, found));
        return tally;
    }

    /** The bucket as it is; its time is that of its newest object. */
    @Override
    public List<StoredBackup> find(ProtectedDatabase database) throws CallFailed {
        var tally = counted(database);
        return tally.counts.isEmpty()
                ? List.of()
                : List.of(StoredBackup.available("the bucket", tally.newest, tally.bytes));
    }

    @Override
    protected HeldRestores.Work work(ProtectedDatabase database, RestoreOrder order) {
        return () -> new HeldRestores.Restored(RestoreAccess.Counted.of(counted(database).counts), () -> {});
    }
}
