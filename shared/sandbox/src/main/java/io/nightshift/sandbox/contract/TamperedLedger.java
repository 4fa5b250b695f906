package io.nightshift.sandbox.contract;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ledger whose entries were altered in the store. */
record TamperedLedger(Ledger behind, Way way) implements LedgerDecorator {

    enum Way {
        ALTERED,
        ALTERED_WITH_FITTING_HASH,
        DROPPED,
        LAST_DROPPED,
        ALL_DROPPED,
        REPEATED,
        SWAPPED
    }

    @Override
    public Page<Entry> entries(RunId id, Optional<String> from, int limit) {
        var page = behind.entries(id, from, limit);
        return new Page<>(changed(new ArrayList<>(page.items())), page.next());
    }

    private List<Entry> changed(List<Entry> entries) {
        switch (way) {
            case ALTERED -> entries.set(2, altered(entries.get(2)));
            case ALTERED_WITH_FITTING_HASH -> entries.set(2, fitting(entries.get(2)));
            case DROPPED -> entries.remove(2);
            case LAST_DROPPED -> entries.removeLast();
            case ALL_DROPPED -> entries.clear();
            case REPEATED -> entries.add(2, entries.get(2));
            case SWAPPED -> entries.add(2, entries.remove(3));
        }
        return entries;
    }

    private static Entry altered(Entry entry) {
        return new Entry(
                entry.run(),
                entry.number(),
                entry.at(),
                entry.policy(),
                entry.kind(),
                Json.obj().with("nothing", "to see here"),
                entry.previous(),
                entry.hash());
    }

    private static Entry fitting(Entry entry) {
        var other = altered(entry);
        return Entry.after(
                other.previous(), other.run(), other.number(), other.at(), other.policy(), other.kind(), other.body());
    }
}
