package io.nightshift.remediation.gcp;

import com.google.auth.Credentials;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Limits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.Hooks;
import io.nightshift.gcp.CloudTasksTimers;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpPlaces;
import io.nightshift.gcp.Patience;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.RemediationPlaybook;
import io.nightshift.remediation.entry.Outlets;
import io.nightshift.remediation.gcp.adapter.GcpActor;
import io.nightshift.remediation.gcp.adapter.GcpApis;
import io.nightshift.remediation.gcp.adapter.GcpObserver;
import io.nightshift.remediation.gcp.adapter.GcpSurroundings;
import io.nightshift.remediation.kubernetes.KubernetesActor;
import io.nightshift.remediation.kubernetes.KubernetesObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Plugs the configured parts together. */
record Wiring(Configuration configuration, Optional<Credentials> credentials, Patience patience, FunctionHost host) {

    Shift shift() {
        var ledger = ledger();
        var engine = new Engine(ports(ledger));
        var deadLetters = PubSubDeadLetters.of(clients(), configuration.deadLetters());
        return new Shift(engine, new Sweeper(engine, ledger, host), deadLetters, host);
    }

    private Ports ports(Ledger ledger) {
        var places = new GcpPlaces(configuration.projects());
        var apis = GcpApis.of(clients());
        var secrets = SecretManagerStore.of(clients());
        var hooks = new Hooks(configuration.common(), host, secrets);
        var actors = new ArrayList<Actor>(
                Outlets.actors(configuration.common(), hooks, secrets, new GcpSurroundings(places, apis)));
        actors.add(new GcpActor(places, apis));
        var observers = new ArrayList<Observer>(List.of(new GcpObserver(places, apis)));
        configuration.gke().map(gke -> gke.places(credentials, host)).ifPresent(deployments -> {
            actors.add(new KubernetesActor(deployments, host));
            observers.add(new KubernetesObserver(deployments));
        });
        return new Ports(
                ledger,
                timers(),
                new PolicyRules(configuration.common().policy()),
                List.of(new RemediationPlaybook()),
                Remediation.ALL,
                actors,
                observers,
                hooks.messenger(),
                host,
                Limits.DEFAULT);
    }

    private Timers timers() {
        return configuration
                .timers()
                .<Timers>map(settings -> new CloudTasksTimers(CloudTasksTimers.client(clients()), settings, host))
                .orElse((run, name, at) -> {});
    }

    private Ledger ledger() {
        var place = configuration.ledger();
        var settings = new FirestoreLedger.Settings(
                configuration.project(),
                place.database(),
                place.prefix(),
                configuration.common().retention());
        var standIns = configuration.standIns();
        var clients = new GcpClients(
                credentials, standIns.rest(), standIns.firestore().or(standIns::grpc), patience);
        return FirestoreLedger.open(clients, settings, () -> UUID.randomUUID().toString());
    }

    private GcpClients clients() {
        var standIns = configuration.standIns();
        return new GcpClients(credentials, standIns.rest(), standIns.grpc(), patience);
    }
}
