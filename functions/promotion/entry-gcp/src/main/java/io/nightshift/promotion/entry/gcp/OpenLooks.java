package io.nightshift.promotion.entry.gcp;

import io.nightshift.core.act.Observer;
import io.nightshift.entry.FunctionHost;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.entry.Connection;
import io.nightshift.promotion.open.check.HttpCheck;
import io.nightshift.promotion.open.gate.AgeGate;
import io.nightshift.promotion.open.gate.IncidentGate;
import io.nightshift.promotion.open.registry.ImageObserver;
import io.nightshift.promotion.open.registry.Logins;
import io.nightshift.promotion.open.registry.Registries;
import io.nightshift.promotion.open.web.Web;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The looks of no cloud's own that need nothing but this function: how old an image is, whether a remediation is under way,
 * HTTP checks, and images in registries where everybody may read.
 *
 * @param remediations remediation's ledger, which is only read
 */
record OpenLooks(Web web, Optional<FirestoreLedger> remediations, FunctionHost host) implements AutoCloseable {

    /** All requests of one look take three times as long, well within half of the engine's lease. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static OpenLooks of(Settings settings, Connection cloud, FunctionHost host) {
        return new OpenLooks(
                new Web(PATIENCE, PATIENCE.multipliedBy(3), host),
                settings.remediations().map(cloud::ledger),
                host);
    }

    /** They belong behind those of Google Cloud: the last one answers for every registry. */
    List<Observer> observers() {
        var observers = new ArrayList<Observer>(List.of(new AgeGate(host), new HttpCheck(web)));
        remediations.map(ledger -> new IncidentGate(ledger, host)).ifPresent(observers::add);
        observers.add(new ImageObserver(new Registries(web, Logins.NONE, Set.of())));
        return observers;
    }

    @Override
    public void close() {
        remediations.ifPresent(FirestoreLedger::close);
        web.close();
    }
}
