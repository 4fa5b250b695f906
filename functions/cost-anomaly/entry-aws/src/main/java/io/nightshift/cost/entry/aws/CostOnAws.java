package io.nightshift.cost.entry.aws;

import io.nightshift.aws.decode.AwsFormats;
import io.nightshift.aws.entry.AwsFunction;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.signal.Origin;
import io.nightshift.cost.Costs;
import io.nightshift.cost.aws.CostExplorerCosts;
import io.nightshift.cost.aws.DataExports;
import io.nightshift.cost.runtime.ApiSpend;
import io.nightshift.cost.runtime.CostAdapters;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.cost.runtime.CostPictures;
import io.nightshift.cost.runtime.FolderCosts;
import io.nightshift.entry.Lazy;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.entry.WebhookChannels;
import java.nio.file.Path;
import java.util.List;

/** Cost watch in the function's account: exports in buckets, Cost Explorer, and folders of a file system that Lambda mounts. */
record CostOnAws() implements AwsFunction {

    /** What Lambda lets a function write to. */
    private static final String FOLDER = "nightshift-costs";

    @Override
    public Ports ports(AwsWiring wiring) {
        var configuration = wiring.configuration();
        var hooks = new WebhookChannels(configuration.common(), wiring.host(), wiring.secrets());
        var regions = wiring.regions();
        regions.all().forEach(apis -> wiring.warming(apis::s3));
        var cache = new CostFileCache(Path.of(System.getProperty("java.io.tmpdir"), FOLDER));
        var adapters = CostAdapters.of(
                List.of(
                        new FolderCosts(),
                        new DataExports(regions, configuration.region(), cache),
                        explorer(wiring, cache)),
                wiring.ledger(),
                wiring.host(),
                configuration.common().policy().hash(),
                new Decoders(AwsFormats.all()));
        return Ports.of(
                        wiring.ledger(),
                        wiring.timers(),
                        wiring.rules(Origin.aws(configuration.account(), configuration.region())),
                        wiring.host())
                .function(Costs.MODULE)
                .adapters(adapters)
                .messenger(wiring.withChats(hooks.messenger(), new CostPictures()))
                .build();
    }

    private static CostExplorerCosts explorer(AwsWiring wiring, CostFileCache cache) {
        var client = new Lazy<>(() -> CostExplorerCosts.client(wiring.clients(CostExplorerCosts.REGION)));
        var spend = new ApiSpend(
                wiring.ledger(),
                wiring.host(),
                wiring.configuration().common().policy().hash());
        return new CostExplorerCosts(client, spend, cache, wiring.host());
    }

    @Override
    public List<ScheduledWork> scheduled(Ports ports, Engine engine, AwsWiring wiring) {
        return List.of();
    }
}
