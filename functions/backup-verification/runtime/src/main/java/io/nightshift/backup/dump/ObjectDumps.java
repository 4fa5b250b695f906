package io.nightshift.backup.dump;

import io.nightshift.backup.dump.ObjectStore.StoredObject;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Dumps in buckets, each one object. A copy is read in parts into a folder that has room for it. */
public record ObjectDumps(ObjectStore objects) implements DumpStore {

    private static final int MOST = 100;
    private static final int PART = 8 * 1024 * 1024;

    /** What a restore needs besides, at least. */
    private static final long ROOM = 64L * 1024 * 1024;

    private static final String COPY = "dump";

    @Override
    public boolean covers(ProtectedDatabase database) {
        return objects.covers(database) && kind(database).endsWith("-dump");
    }

    static String kind(ProtectedDatabase database) {
        return text(database, "kind");
    }

    static String text(ProtectedDatabase database, String key) {
        return database.source().get(key) instanceof Json.Str(var text) ? text : "";
    }

    @Override
    public List<StoredBackup> backups(ProtectedDatabase database) throws CallFailed {
        return newest(database).stream()
                .map(found -> StoredBackup.available(found.name(), found.modified(), found.bytes())
                        .encryptedWith(found.key()))
                .toList();
    }

    private List<StoredObject> newest(ProtectedDatabase database) throws CallFailed {
        var pattern = text(database, "pattern");
        var glob = Glob.of(pattern.isEmpty() ? "*" : pattern).orElseThrow();
        var newest = new PriorityQueue<>(Comparator.comparing(StoredObject::modified));
        objects.each(database, found -> {
            if (!found.name().endsWith("/") && glob.matches(lastPart(found.name()))) {
                newest.add(found);
                if (newest.size() > MOST) {
                    newest.remove();
                }
            }
        });
        return newest.stream()
                .sorted(Comparator.comparing(StoredObject::modified).reversed())
                .toList();
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public Path fetch(ProtectedDatabase database, String id, Path into) throws CallFailed, IOException {
        var object = newest(database).stream()
                .filter(found -> found.name().equals(id))
                .findFirst()
                .orElseThrow(() -> new CallFailed(Problem.permanent("NoBackup", "there is no object " + id)));
        long room = Files.getFileStore(into).getUsableSpace();
        if (room < object.bytes() + ROOM) {
            throw new CallFailed(Problem.permanent(
                    "NoSpace",
                    "the dump has %d bytes, and %s has room for %d: name another restore.folder"
                            .formatted(object.bytes(), into, room)));
        }
        // A name of its own: that of the object is hostile.
        var copy = into.resolve(COPY);
        try (var out = Files.newOutputStream(copy)) {
            for (long from = 0; from < object.bytes(); from += PART) {
                int length = (int) Math.min(PART, object.bytes() - from);
                byte[] part = objects.part(database, object, from, length);
                if (part.length != length) {
                    throw new CallFailed(Problem.permanent(
                            "Cut",
                            "the object ended after %d of %d bytes".formatted(from + part.length, object.bytes())));
                }
                out.write(part);
            }
        }
        return copy;
    }
}
