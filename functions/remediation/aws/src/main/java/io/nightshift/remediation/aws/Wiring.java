package io.nightshift.remediation.aws;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.EventBridgeSchedulerTimers;
import io.nightshift.aws.Lazy;
import io.nightshift.aws.Patience;
import io.nightshift.core.act.Actor;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Limits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.Hooks;
import io.nightshift.entry.SecretStore;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.RemediationPlaybook;
import io.nightshift.remediation.aws.adapter.AwsActor;
import io.nightshift.remediation.aws.adapter.AwsApis;
import io.nightshift.remediation.aws.adapter.AwsObserver;
import io.nightshift.remediation.aws.adapter.AwsPlaces;
import io.nightshift.remediation.aws.adapter.AwsSurroundings;
import io.nightshift.remediation.entry.Outlets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Plugs the configured parts together. {@link #close} ends what they connect by. */
final class Wiring implements AutoCloseable {

    private final Configuration configuration;
    private final AwsCredentialsProvider credentials;
    private final Patience patience;
    private final FunctionHost host;
    private final List<AwsClients> opened = new ArrayList<>();
    private final List<Lazy<?>> warming = new ArrayList<>();
    private final List<AwsApis> warmed = new ArrayList<>();

    Wiring(Configuration configuration, AwsCredentialsProvider credentials, Patience patience, FunctionHost host) {
        this.configuration = configuration;
        this.credentials = credentials;
        this.patience = patience;
        this.host = host;
    }

    Shift shift() {
        var clients = clients(configuration.region(), patience);
        var ledger = ledger(clients);
        var engine = new Engine(ports(ledger, clients));
        var sweeper = new Sweeper(engine, ledger, host);
        var deadLetters =
                new Lazy<>(() -> new SqsDeadLetters(clients.build(SqsClient.builder()), configuration.deadLetters()));
        warming.add(deadLetters);
        return new Shift(
                engine,
                sweeper,
                configuration.region(),
                (payload, reasons) -> deadLetters.get().keep(payload, reasons),
                host);
    }

    /** Makes what the first event may need and has not been made yet. */
    void warm() {
        warming.forEach(Lazy::get);
        warmed.forEach(AwsApis::warm);
    }

    @Override
    public void close() {
        opened.forEach(AwsClients::close);
    }

    private Ports ports(Ledger ledger, AwsClients clients) {
        var places = places();
        var secrets = secrets(clients);
        var hooks = new Hooks(configuration.common(), host, secrets);
        var actors = new ArrayList<Actor>(
                Outlets.actors(configuration.common(), hooks, secrets, new AwsSurroundings(places)));
        actors.add(new AwsActor(places));
        return new Ports(
                ledger,
                timers(clients),
                new PolicyRules(configuration.common().policy()),
                List.of(new RemediationPlaybook()),
                Remediation.ALL,
                actors,
                List.of(new AwsObserver(places, host)),
                hooks.messenger(),
                host,
                Limits.DEFAULT);
    }

    private SecretStore secrets(AwsClients clients) {
        var store = new Lazy<>(() -> new SecretsManagerStore(clients.build(SecretsManagerClient.builder())));
        warming.add(store);
        return name -> store.get().read(name);
    }

    private AwsClients clients(String region, Patience how) {
        var clients = new AwsClients(region, configuration.endpoint(), credentials, how);
        opened.add(clients);
        return clients;
    }

    private Ledger ledger(AwsClients clients) {
        var standard = DynamoDbLedger.Settings.of(configuration.table());
        var settings = new DynamoDbLedger.Settings(
                standard.table(), standard.shards(), configuration.common().retention());
        return new DynamoDbLedger(
                DynamoDbLedger.client(clients),
                settings,
                () -> UUID.randomUUID().toString());
    }

    private Timers timers(AwsClients clients) {
        if (configuration.timers().isEmpty()) {
            return (run, name, at) -> {};
        }
        var settings = configuration.timers().get();
        var timers = new Lazy<>(() -> new EventBridgeSchedulerTimers(
                clients.build(SchedulerClient.builder()),
                new EventBridgeSchedulerTimers.Settings(
                        settings.group(), settings.target(), settings.role(), Optional.empty(), Optional.empty()),
                host));
        warming.add(timers);
        return (run, name, at) -> timers.get().set(run, name, at);
    }

    private AwsPlaces places() {
        var regions = new TreeMap<String, AwsApis>();
        for (var region : configuration.regions()) {
            var apis = AwsApis.of(region, clients(region, patience), clients(region, patience.once()));
            warmed.add(apis);
            regions.put(region, apis);
        }
        return new AwsPlaces(configuration.account(), regions);
    }
}
