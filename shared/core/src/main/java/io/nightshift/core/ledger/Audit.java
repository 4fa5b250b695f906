package io.nightshift.core.ledger;

import io.nightshift.core.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proves that a run's entries are all there and as they were written. */
public final class Audit {

    private static final int PAGE = 200;

    private Audit() {}

    /**
     * @param entries how many were read
     * @param faults what is wrong, in order; empty when the chain is whole
     */
    public record Finding(RunId run, long entries, List<String> faults) {
        public Finding {
            faults = List.copyOf(faults);
        }

        public boolean whole() {
            return faults.isEmpty();
        }
    }

    public static Finding verify(Ledger ledger, RunId id) {
        var run = ledger.run(id);
        var faults = new ArrayList<String>();
        var previous = Entry.ORIGIN;
        long number = 0;
        Optional<String> from = Optional.empty();
        do {
            var page = ledger.entries(id, from, PAGE);
            for (var entry : page.items()) {
                check(entry, number, previous, faults);
                previous = entry.hash();
                number = entry.number() + 1;
            }
            from = page.next();
        } while (from.isPresent());
        if (run.isEmpty()) {
            faults.add("the run itself is missing");
        } else if (run.get().entries() != number || !run.get().head().equals(previous)) {
            faults.add("the run ends at entry %d with hash %s, its entries end at %d with %s"
                    .formatted(run.get().entries() - 1, brief(run.get().head()), number - 1, brief(previous)));
        }
        return new Finding(id, number, faults);
    }

    private static void check(Entry entry, long number, String previous, List<String> faults) {
        if (entry.number() != number) {
            faults.add("entry %d follows where %d should be: something was dropped or put in"
                    .formatted(entry.number(), number));
        }
        if (!entry.previous().equals(previous)) {
            faults.add("entry %d does not follow on the one before".formatted(entry.number()));
        }
        if (!entry.hash().equals(entry.expectedHash())) {
            faults.add("entry %d was altered: its content does not have its hash".formatted(entry.number()));
        }
    }

    private static String brief(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }
}
