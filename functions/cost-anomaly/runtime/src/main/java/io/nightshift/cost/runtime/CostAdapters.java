package io.nightshift.cost.runtime;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.ledger.Ledger;
import java.time.InstantSource;
import java.util.List;

/** What cost watch observes, wherever it runs. */
public final class CostAdapters {

    private CostAdapters() {}

    /**
     * @param sources that this host reaches
     * @param decoders of events of changes in files
     */
    public static Adapters of(
            List<CostSource> sources, Ledger ledger, InstantSource clock, String policyHash, Decoders decoders) {
        return Adapters.NONE.with(new CostObserver(
                new CostSources(sources),
                new AnomalyIndex(ledger, clock, policyHash),
                new ChangeSearch(ledger, decoders),
                clock));
    }
}
