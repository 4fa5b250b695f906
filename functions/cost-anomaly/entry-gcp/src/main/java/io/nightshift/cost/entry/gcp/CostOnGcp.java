package io.nightshift.cost.entry.gcp;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.signal.Origin;
import io.nightshift.cost.Costs;
import io.nightshift.cost.gcp.BigQueryCosts;
import io.nightshift.cost.gcp.GcsCosts;
import io.nightshift.cost.runtime.CostAdapters;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.cost.runtime.CostPictures;
import io.nightshift.cost.runtime.CostSource;
import io.nightshift.cost.runtime.FolderCosts;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.HttpEventHandler;
import java.nio.file.Path;
import java.util.List;

/** Cost watch in the function's project: the billing export in BigQuery, files in buckets, and folders that Cloud Run mounts. */
record CostOnGcp(GcpConnection cloud) {

    /** In memory on Cloud Run: it counts as memory of the instance. */
    private static final String FOLDER = "nightshift-costs";

    HttpEventHandler handler() {
        var configuration = cloud.configuration();
        var ledger = cloud.ledger();
        var secrets = cloud.secrets();
        var hooks = new WebhookChannels(configuration.common(), cloud.host(), secrets);
        var adapters = CostAdapters.of(
                sources(),
                ledger,
                cloud.host(),
                configuration.common().policy().hash(),
                HttpEventHandler.decoders());
        var engine = new Engine(Ports.of(
                        ledger,
                        cloud.timers(),
                        cloud.rules(Origin.gcp(configuration.project(), "")),
                        cloud.host())
                .function(Costs.MODULE)
                .adapters(adapters)
                .messenger(cloud.withChats(hooks.messenger(), ledger, secrets, new CostPictures()))
                .build());
        return cloud.handler(engine, ledger);
    }

    private List<CostSource> sources() {
        var cache = new CostFileCache(Path.of(System.getProperty("java.io.tmpdir"), FOLDER));
        var clients = cloud.clients();
        var home = cloud.configuration().project();
        return List.of(
                new FolderCosts(),
                new GcsCosts(clients, cache),
                new BigQueryCosts(BigQueryCosts.client(clients), home, cache, cloud.host()));
    }
}
