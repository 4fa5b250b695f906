package io.nightshift.core.ledger;

import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run as a store holds it, not verified yet.
 *
 * @param run its content; empty if unreadable
 * @param stateHash the hash of the whole stored body; empty if unreadable
 * @param faults the faults of the run itself
 */
public record StoredRun(Optional<Run> run, String stateHash, List<String> faults) {

    public StoredRun {
        faults = List.copyOf(faults);
    }

    static StoredRun of(Run run) {
        return new StoredRun(Optional.of(run), RunJson.stateHash(run), List.of());
    }

    /**
     * @param id the id under which it is stored
     * @param beside the values that the store holds next to the body and that do not match it, by name
     */
    public static StoredRun read(RunId id, String body, Function<Run, List<String>> beside) {
        try {
            var run = StoredJson.run(body);
            var faults = new ArrayList<String>();
            if (!run.id().equals(id)) {
                faults.add("its state is that of run " + run.id());
            }
            beside.apply(run).forEach(name -> faults.add("its " + name + " is not what its state says"));
            return new StoredRun(Optional.of(run), RunJson.stateHash(StoredJson.mark(body)), faults);
        } catch (LedgerException e) {
            return new StoredRun(Optional.empty(), "", List.of("its state cannot be read: " + e.getMessage()));
        }
    }
}
