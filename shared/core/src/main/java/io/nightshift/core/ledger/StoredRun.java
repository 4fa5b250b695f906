package io.nightshift.core.ledger;

import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run as a store holds it, not believed yet.
 *
 * @param run what its body says; empty if that cannot be read
 * @param stateHash of the body as it is stored, with everything that is in it; empty if it cannot be read
 * @param faults what is wrong with it by itself
 */
public record StoredRun(Optional<Run> run, String stateHash, List<String> faults) {

    public StoredRun {
        faults = List.copyOf(faults);
    }

    static StoredRun of(Run run) {
        return new StoredRun(Optional.of(run), RunJson.stateHash(run), List.of());
    }

    /**
     * @param id under which it is stored
     * @param beside what the store holds beside the body and does not agree with it, by name
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
