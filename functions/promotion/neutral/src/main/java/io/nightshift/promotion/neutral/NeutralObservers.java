package io.nightshift.promotion.neutral;

import io.nightshift.core.act.Observer;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.prometheus.Prometheus;
import io.nightshift.promotion.neutral.check.HttpCheck;
import io.nightshift.promotion.neutral.gate.AgeGate;
import io.nightshift.promotion.neutral.gate.IncidentGate;
import io.nightshift.promotion.neutral.gate.PublicKeys;
import io.nightshift.promotion.neutral.gate.ReportStore;
import io.nightshift.promotion.neutral.gate.ScanReportGate;
import io.nightshift.promotion.neutral.prometheus.AlertObserver;
import io.nightshift.promotion.neutral.prometheus.AnalysisObserver;
import io.nightshift.promotion.neutral.prometheus.ErrorBudgetGate;
import io.nightshift.promotion.neutral.registry.ImageObserver;
import io.nightshift.promotion.neutral.registry.NewestObserver;
import io.nightshift.promotion.neutral.registry.Registries;
import io.nightshift.promotion.neutral.registry.SignatureGate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All observers of this module, built from a host's settings. They must come after those of the clouds: {@link ImageObserver}
 * and {@link NewestObserver} answer for every registry, also for one whose cloud API contains more (the time of the push).
 *
 * @param incidents the ledger of remediations, for the gate of open remediations; empty if it cannot be read: then that gate
 *     stays closed
 */
public record NeutralObservers(
        Registries registries,
        ReportStore reports,
        PublicKeys keys,
        Optional<Ledger> incidents,
        Optional<Prometheus> prometheus,
        InstantSource clock) {

    public List<Observer> all() {
        var all = new ArrayList<Observer>(List.of(
                new ImageObserver(registries),
                new NewestObserver(registries),
                new ScanReportGate(reports, clock),
                new SignatureGate(registries, keys),
                new AgeGate(clock),
                new HttpCheck(registries.web())));
        incidents.map(ledger -> new IncidentGate(ledger, clock)).ifPresent(all::add);
        prometheus.ifPresent(server -> {
            all.add(new ErrorBudgetGate(server, clock));
            all.add(new AnalysisObserver(server));
            all.add(new AlertObserver(server, clock));
        });
        return List.copyOf(all);
    }
}
