package io.nightshift.cost.entry.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.signal.Origin;
import io.nightshift.cost.Costs;
import io.nightshift.cost.gcp.BigQueryCosts;
import io.nightshift.cost.gcp.GcsCosts;
import io.nightshift.cost.gcp.GoogleAnomalies;
import io.nightshift.cost.policy.CostPolicies;
import io.nightshift.cost.policy.CostPolicy;
import io.nightshift.cost.runtime.CostAdapters;
import io.nightshift.cost.runtime.CostFileCache;
import io.nightshift.cost.runtime.CostPictures;
import io.nightshift.cost.runtime.CostSource;
import io.nightshift.cost.runtime.FolderCosts;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.HttpEventHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Cost watch in the function's project: the billing export in BigQuery, files in buckets, and folders that Cloud Run mounts. */
record CostOnGcp(GcpConnection cloud) {

    /** In memory on Cloud Run: it counts as memory of the instance. */
    private static final String FOLDER = "nightshift-costs";

    /** The name of the work that asks Cloud Billing. */
    private static final String ANOMALIES = "google-anomalies";

    private static final Duration EVERY = Duration.ofHours(1);

    HttpEventHandler handler() {
        var configuration = cloud.configuration();
        var ledger = cloud.ledger();
        var secrets = cloud.secrets();
        var hooks = new WebhookChannels(configuration.common(), cloud.host(), secrets);
        var adapters = CostAdapters.of(
                sources(), ledger, cloud.host(), configuration.common().policy().hash(), HttpEventHandler.decoders());
        var engine = new Engine(
                Ports.of(ledger, cloud.timers(), cloud.rules(Origin.gcp(configuration.project(), "")), cloud.host())
                        .function(Costs.MODULE)
                        .adapters(adapters)
                        .messenger(cloud.withChats(hooks.messenger(), ledger, secrets, new CostPictures()))
                        .build());
        return cloud.handler(engine, ledger, works(engine));
    }

    /** Cloud Billing is asked for its anomalies only if an entry tells what providers report. */
    private List<ScheduledWork> works(Engine engine) {
        boolean wanted = CostPolicies.of(cloud.configuration().common().policy()).stream()
                .anyMatch(CostPolicy::providerAlerts);
        return wanted ? List.of(new ScheduledWork(ANOMALIES, EVERY, () -> anomalies(engine))) : List.of();
    }

    private List<EngineResult> anomalies(Engine engine) {
        var results = new ArrayList<EngineResult>();
        for (var project : new TreeSet<>(cloud.configuration().projects())) {
            try {
                for (var signal : new GoogleAnomalies(cloud.clients(), project).signals()) {
                    results.addAll(engine.handle(signal));
                }
            } catch (CallFailed e) {
                cloud.host()
                        .trouble("the cost anomalies of " + project + " cannot be read: "
                                + e.problem().message());
            }
        }
        return results;
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
