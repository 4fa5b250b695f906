package io.nightshift.console.page;

import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import io.nightshift.core.ledger.Entry;
import java.util.List;

/** The newest entries of a run as they are stored. */
final class EntryTable {

    private static final int MOST = 100;
    private static final int HASH = 12;

    private EntryTable() {}

    static Block.Table of(List<Entry> entries) {
        var newest = entries.subList(Math.max(0, entries.size() - MOST), entries.size());
        var rows = newest.stream()
                .map(entry -> List.of(
                        Cell.number(entry.number()),
                        Cell.time(entry.at()),
                        Cell.of(entry.kind()),
                        Cell.code(entry.body().text()),
                        Cell.code(entry.hash()
                                .substring(0, Math.min(HASH, entry.hash().length())))))
                .toList();
        return new Block.Table(
                entries.size() > MOST ? "The last " + MOST + " of " + entries.size() + " entries" : "Entries",
                List.of("No", "Time", "Kind", "Content", "Hash"),
                rows,
                "No entries.");
    }
}
