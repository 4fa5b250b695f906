package io.nightshift.core.ledger;

import io.nightshift.core.ledger.Audit.Finding;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One reading of a run's entries, and the faults found in them and in their run. */
final class ChainCheck {

    /** The note for a run of which only the entries can be checked. */
    static final String NOT_COVERED =
            "its state is not covered: its newest entry is from before version 0.1.0 kept the hash of the state in it";

    private static final int PAGE = 200;
    private static final int MOST_FAULTS = 20;

    private final RunId id;
    private final List<String> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long found;
    private long altered;
    private long number;
    private String previous = Entry.ORIGIN;
    private @Nullable Entry newest;

    private ChainCheck(RunId id) {
        this.id = id;
    }

    static ChainCheck of(Ledger ledger, RunId id) {
        var check = new ChainCheck(id);
        Optional<String> from = Optional.empty();
        do {
            var page = ledger.storedEntries(id, from, PAGE);
            page.items().forEach(check::next);
            from = page.next();
        } while (from.isPresent());
        return check;
    }

    Finding finding() {
        var told = new ArrayList<>(faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
        if (faults.size() > MOST_FAULTS) {
            told.add("and %d more".formatted(faults.size() - MOST_FAULTS));
        }
        return new Finding(id, found, told, notes);
    }

    private void next(StoredEntry stored) {
        found++;
        if (stored.entry().isEmpty()) {
            altered++;
            faults.add("the entry in place %s cannot be read: %s".formatted(stored.place(), stored.fault()));
            newest = null;
            number++;
            return;
        }
        var entry = stored.entry().get();
        check(stored.place(), entry);
        newest = entry;
        previous = entry.hash();
        number = entry.number() + 1;
    }

    private void check(String place, Entry entry) {
        if (!entry.run().equals(id) || !place.equals(Long.toString(entry.number()))) {
            faults.add("in place %s is entry %d of run %s".formatted(place, entry.number(), entry.run()));
        }
        if (entry.number() != number) {
            faults.add("entry %d follows where %d should be: something was dropped or put in"
                    .formatted(entry.number(), number));
        }
        boolean unknown = newest == null && number > 0;
        if (!unknown && !entry.previous().equals(previous)) {
            faults.add("entry %d does not follow on the one before".formatted(entry.number()));
        }
        if (!entry.hash().equals(entry.expectedHash())) {
            altered++;
            faults.add("entry %d was altered: its content does not have its hash".formatted(entry.number()));
        }
    }

    /** Checks the run to which the entries belong. */
    void endsWith(StoredRun stored) {
        faults.addAll(stored.faults());
        stored.run().ifPresent(run -> {
            if (run.entries() != number || !run.head().equals(previous)) {
                faults.add("the run ends at entry %d with hash %s, its entries end at %d with %s"
                        .formatted(run.entries() - 1, brief(run.head()), number - 1, brief(previous)));
            }
        });
        if (newest == null) {
            return;
        }
        var hash = newest.stateHash();
        if (hash.isEmpty()) {
            notes.add(NOT_COVERED);
        } else if (stored.run().isPresent() && !hash.get().equals(stored.stateHash())) {
            faults.add("its state was altered: it does not have the hash in its newest entry");
        }
    }

    /**
     * Checks entries without a run: their remains may have gaps if retention removed the run; otherwise they are a
     * fault.
     */
    void withoutRun(Optional<Removal> removal, Ledger ledger, Instant now) {
        var why = removal.map(one -> one.fault(ledger, now)).orElse(Optional.of("retention did not remove it"));
        if (why.isPresent()) {
            faults.add("the run itself is missing%s: %s"
                    .formatted(found == 0 ? "" : " and its entries are still there", why.get()));
            return;
        }
        if (altered == 0 && newestFits(removal.orElseThrow())) {
            faults.clear();
        }
        notes.add("retention removed it, from %s on"
                .formatted(removal.orElseThrow().from()));
    }

    private boolean newestFits(Removal removal) {
        return newest == null
                || newest.number() < removal.entries() - 1
                || (newest.number() == removal.entries() - 1 && newest.hash().equals(removal.head()));
    }

    private static String brief(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }
}
