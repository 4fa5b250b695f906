package io.nightshift.core.ledger;

import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Verifies that all runs and entries exist and are unaltered. Reads page by page, and changes nothing. */
public final class Audit {

    private static final int PAGE = 200;

    /** How often a run that is being written is read again until two reads agree. */
    private static final int READINGS = 20;

    private Audit() {}

    /**
     * @param entries how many were read
     * @param faults the faults, in order; empty if there are none
     * @param notes what cannot be verified and is not a fault, or why the run was correctly removed
     */
    public record Finding(RunId run, long entries, List<String> faults, List<String> notes) {
        public Finding {
            faults = List.copyOf(faults);
            notes = List.copyOf(notes);
        }

        public boolean whole() {
            return faults.isEmpty();
        }

        private Finding excused() {
            var all = new ArrayList<>(notes);
            all.addAll(faults);
            return new Finding(run, entries, List.of(), all);
        }
    }

    public static Finding verify(Ledger ledger, RunId id) {
        return verify(ledger, id, Removal.FOR_GOOD);
    }

    /** @param now a run must not be removed before its retention has ended at this time */
    public static Finding verify(Ledger ledger, RunId id, Instant now) {
        for (int reading = 1; ; reading++) {
            var stored = ledger.stored(id);
            var chain = ChainCheck.of(ledger, id);
            if (stored.isEmpty()) {
                chain.withoutRun(Removal.find(ledger, id), ledger, now);
            } else {
                chain.endsWith(stored.get());
            }
            var finding = chain.finding();
            if (finding.whole() || reading == READINGS || hash(stored).equals(hash(ledger.stored(id)))) {
                return finding;
            }
        }
    }

    private static String hash(Optional<StoredRun> stored) {
        return stored.map(StoredRun::stateHash).orElse("none");
    }

    /**
     * Verifies everything in the ledger, run by run, also the remains of removed runs. Runs that only a mark names
     * come last: a run from before removals were recorded is not a fault.
     *
     * @param findings receives one finding for each run
     */
    public static void verifyAll(Ledger ledger, Instant now, Consumer<Finding> findings) {
        var named = new ArrayList<Finding>();
        boolean old = false;
        Optional<RunId> last = Optional.empty();
        Optional<String> from = Optional.empty();
        do {
            var page = ledger.traces(from, PAGE);
            for (var id : page.items()) {
                if (last.filter(id::equals).isPresent()) {
                    continue;
                }
                last = Optional.of(id);
                var finding = verify(ledger, id, now);
                if (finding.entries() == 0
                        && !finding.whole()
                        && ledger.stored(id).isEmpty()) {
                    named.add(finding);
                } else {
                    old |= finding.notes().contains(ChainCheck.NOT_COVERED);
                    findings.accept(finding);
                }
            }
            from = advanced(from, page.next());
        } while (from.isPresent());
        for (var finding : named) {
            findings.accept(old ? finding.excused() : finding);
        }
    }

    private static Optional<String> advanced(Optional<String> from, Optional<String> next) {
        if (next.isPresent() && next.equals(from)) {
            throw new LedgerException("the list of runs does not end: a row's key is none that a ledger wrote", false);
        }
        return next;
    }

    /**
     * Returns why a run that was read to continue it does not match its newest entry; empty if it matches, or if no
     * entry can tell.
     */
    public static Optional<String> altered(Ledger ledger, Run run) {
        long first = Math.max(0, run.entries() - 1);
        var newest =
                ledger.entries(run.id(), Optional.of(Long.toString(first)), 2).items();
        if (run.entries() == 0) {
            return newest.isEmpty()
                    ? Optional.empty()
                    : Optional.of("it has entries, and its state says that it has none");
        }
        if (newest.size() != 1) {
            return Optional.of("its newest entry is not the one that its state names");
        }
        var entry = newest.getFirst();
        if (!entry.hash().equals(entry.expectedHash()) || !entry.hash().equals(run.head())) {
            return Optional.of("its newest entry does not have the hash that its state names");
        }
        return entry.stateHash()
                        .filter(hash -> !hash.equals(RunJson.stateHash(run)))
                        .isPresent()
                ? Optional.of("its state does not have the hash in its newest entry")
                : Optional.empty();
    }
}
