package io.nightshift.local.cost;

import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.cost.Costs;
import io.nightshift.cost.policy.CostsSection;
import io.nightshift.cost.runtime.AnomalyIndex;
import io.nightshift.cost.runtime.ChangeSearch;
import io.nightshift.cost.runtime.CostObserver;
import io.nightshift.cost.runtime.CostSources;
import io.nightshift.cost.runtime.FolderCosts;
import io.nightshift.local.host.HostConnections;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.local.host.LocalFunction;
import io.nightshift.local.story.Narration;
import io.nightshift.policy.PolicySection;
import java.util.List;
import java.util.Optional;

/** Cost anomalies on this host: costs in its folders. */
public final class LocalCost implements LocalFunction {

    @Override
    public FunctionModule module() {
        return Costs.MODULE;
    }

    @Override
    public Optional<PolicySection> section() {
        return Optional.of(new CostsSection());
    }

    @Override
    public Narration narration() {
        return new CostNarration();
    }

    @Override
    public Adapters adapters(HostConnections connections) {
        var host = connections.host();
        return Adapters.NONE.with(new CostObserver(
                new CostSources(List.of(new FolderCosts())),
                new AnomalyIndex(connections.ledger(), host, connections.policyHash()),
                new ChangeSearch(connections.ledger(), KnownFormats.decoders()),
                host));
    }
}
