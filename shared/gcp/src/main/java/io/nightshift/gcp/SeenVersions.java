package io.nightshift.gcp;

import com.google.firestore.v1.Document;
import com.google.protobuf.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When the documents that this process read or wrote last were updated. Firestore's preconditions know the time of a
 * document's last update and not our version in it; what was read a moment ago needs no second look. Only saves calls: a
 * time that is no longer right is refused by Firestore, one that was forgotten is read again.
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

    /** Documents without a version are written once and stood on by nothing. */
    void saw(Document document) {
        if (document.containsFields(FirestoreDocuments.VERSION)) {
            saw(document.getName(), FirestoreDocuments.version(document), document.getUpdateTime());
        }
    }

    synchronized void saw(String name, long version, Timestamp updated) {
        seen.put(name, new Seen(version, updated));
    }

    /** When the document got this version; empty if that is not known. */
    synchronized Optional<Timestamp> updated(String name, long version) {
        return Optional.ofNullable(seen.get(name))
                .filter(last -> last.version() == version)
                .map(Seen::updated);
    }
}
