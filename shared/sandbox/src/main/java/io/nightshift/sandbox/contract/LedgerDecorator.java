package io.nightshift.sandbox.contract;

import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A ledger that delegates to another everything that it does not override. */
public interface LedgerDecorator extends Ledger {

    Ledger behind();

    @Override
    default Optional<Run> run(RunId id) {
        return behind().run(id);
    }

    @Override
    default Map<String, Marker> markers(Set<String> keys) {
        return behind().markers(keys);
    }

    @Override
    default Commit commit(Turn turn) {
        return behind().commit(turn);
    }

    @Override
    default Page<Entry> entries(RunId id, Optional<String> from, int limit) {
        return behind().entries(id, from, limit);
    }

    @Override
    default Page<Run> runs(Optional<String> from, int limit) {
        return behind().runs(from, limit);
    }

    @Override
    default Page<Run> runs(RunFilter filter, Optional<String> from, int limit) {
        return behind().runs(filter, from, limit);
    }

    @Override
    default Page<Run> open(Optional<String> from, int limit) {
        return behind().open(from, limit);
    }

    @Override
    default Page<RunId> traces(Optional<String> from, int limit) {
        return behind().traces(from, limit);
    }

    @Override
    default boolean expires() {
        return behind().expires();
    }

    @Override
    default Page<RunId> due(Instant now, Optional<String> from, int limit) {
        return behind().due(now, from, limit);
    }
}
