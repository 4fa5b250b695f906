package io.nightshift.sandbox.contract;

import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.Assertions;

/** The ledger under test. */
interface StoreUnderTest {

    Ledger ledger();

    void settle();

    /** Commits a turn without conflicts. */
    default Run write(Turn turn) {
        Assertions.assertThat(ledger().commit(turn)).isEqualTo(new Commit.Done());
        return turn.run();
    }

    default List<Entry> allEntries(RunId run, int limit) {
        return all(from -> ledger().entries(run, from, limit), limit);
    }

    /** Every item of every page, in order. */
    default <T> List<T> all(Function<Optional<String>, Page<T>> list, int limit) {
        var items = new ArrayList<T>();
        Optional<String> from = Optional.empty();
        do {
            var page = list.apply(from);
            Assertions.assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            items.addAll(page.items());
            from = page.next();
        } while (from.isPresent());
        return items;
    }
}
