package io.nightshift.core.engine;

import io.nightshift.core.guard.Mark;
import io.nightshift.core.guard.Marks;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.MarkerWrite;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The marks of one turn: read once, visible with this turn's own changes, written under the versions that were read.
 */
final class MarkBook {

    private final Ledger ledger;
    private final Map<String, Marker> read = new HashMap<>();
    private final Map<String, Mark> written = new LinkedHashMap<>();

    MarkBook(Ledger ledger, Map<String, Marker> alreadyRead) {
        this.ledger = ledger;
        read.putAll(alreadyRead);
    }

    Marks see(Set<String> keys) {
        read(keys);
        var values = new HashMap<String, Json.Obj>();
        keys.forEach(key -> values.put(key, value(key)));
        return new Marks(values);
    }

    private void read(Set<String> keys) {
        if (!read.keySet().containsAll(keys)) {
            var missing = new LinkedHashSet<>(keys);
            missing.removeAll(read.keySet());
            read.putAll(ledger.markers(missing));
        }
    }

    Json.Obj get(String key) {
        read(Set.of(key));
        return value(key);
    }

    private Json.Obj value(String key) {
        var mine = written.get(key);
        return mine != null
                ? mine.value()
                : read.getOrDefault(key, Marker.absent(key)).value();
    }

    void set(Mark mark) {
        read(Set.of(mark.key()));
        written.put(mark.key(), mark);
    }

    Set<String> keysRead() {
        return read.keySet();
    }

    List<MarkerWrite> writes() {
        return written.values().stream()
                .map(mark -> new MarkerWrite(
                        mark.key(),
                        read.getOrDefault(mark.key(), Marker.absent(mark.key())).version(),
                        mark.value(),
                        mark.keepUntil()))
                .toList();
    }
}
