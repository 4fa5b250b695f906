package io.nightshift.gcp;

import com.google.firestore.v1.Document;
import com.google.protobuf.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the update times of documents that this process read or wrote last. Firestore's preconditions use the time of a
 * document's last update instead of Nightshift's version in it; a recently read document need not be read again. This only
 * saves calls: Firestore refuses an outdated time, and a forgotten one is read again.
 */
final class SeenVersions {

    private record Seen(long version, Timestamp updated) {}

    private final Map<String, Seen> seen;

    SeenVersions(int most) {
        seen = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
                return size() > most;
            }
        };
    }

    /** Documents without a version are written once, and no later turn depends on them. */
    void saw(Document document) {
        if (document.containsFields(FirestoreDocuments.VERSION)) {
            saw(document.getName(), FirestoreDocuments.version(document), document.getUpdateTime());
        }
    }

    synchronized void saw(String name, long version, Timestamp updated) {
        seen.put(name, new Seen(version, updated));
    }

    /** The update time of this version of the document; empty if unknown. */
    synchronized Optional<Timestamp> updated(String name, long version) {
        return Optional.ofNullable(seen.get(name))
                .filter(last -> last.version() == version)
                .map(Seen::updated);
    }
}
