package io.nightshift.remediation.aws;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.EventBridgeSchedulerTimers;
import io.nightshift.aws.Patience;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Limits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.RemediationPlaybook;
import io.nightshift.remediation.aws.adapter.AwsActor;
import io.nightshift.remediation.aws.adapter.AwsApis;
import io.nightshift.remediation.aws.adapter.AwsObserver;
import io.nightshift.remediation.aws.adapter.AwsPlaces;
import io.nightshift.remediation.aws.adapter.AwsSurroundings;
import io.nightshift.remediation.database.DatabaseActor;
import io.nightshift.remediation.database.DatabaseConnection;
import io.nightshift.remediation.webhook.Endpoint;
import io.nightshift.remediation.webhook.WebhookActor;
import io.nightshift.remediation.webhook.WebhookMessenger;
import io.nightshift.remediation.webhook.Webhooks;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Plugs the configured parts together. */
record Wiring(Configuration configuration, AwsCredentialsProvider credentials, Patience patience, LambdaHost host) {

    /** The longest that a receiver of a webhook may take. */
    private static final Duration WEBHOOK = Duration.ofSeconds(10);

    Shift shift() {
        var clients = clients(configuration.region(), patience);
        var ledger = ledger(clients);
        var engine = new Engine(ports(ledger, clients));
        var sweeper = new Sweeper(engine, ledger, host);
        var deadLetters = new SqsDeadLetters(clients.build(SqsClient.builder()), configuration.deadLetters());
        return new Shift(engine, sweeper, configuration.region(), deadLetters, host);
    }

    private Ports ports(Ledger ledger, AwsClients clients) {
        var places = places();
        var webhooks = webhooks();
        var surroundings = new AwsSurroundings(places);
        return new Ports(
                ledger,
                timers(clients),
                new PolicyRules(configuration.policy()),
                List.of(new RemediationPlaybook()),
                Remediation.ALL,
                List.of(
                        new AwsActor(places),
                        new DatabaseActor(databases(), surroundings::apply),
                        new WebhookActor(webhooks, surroundings::apply)),
                List.of(new AwsObserver(places)),
                new Channels(configuration.channels().keySet(), new WebhookMessenger(webhooks, channelHooks()), host),
                host,
                Limits.DEFAULT);
    }

    private AwsClients clients(String region, Patience how) {
        return new AwsClients(region, configuration.endpoint(), credentials, how);
    }

    Ledger ledger(AwsClients clients) {
        var standard = DynamoDbLedger.Settings.of(configuration.table());
        var settings = new DynamoDbLedger.Settings(standard.table(), standard.shards(), configuration.retention());
        return new DynamoDbLedger(
                DynamoDbLedger.client(clients),
                settings,
                () -> UUID.randomUUID().toString());
    }

    private Timers timers(AwsClients clients) {
        return configuration
                .timers()
                .<Timers>map(timers -> new EventBridgeSchedulerTimers(
                        clients.build(SchedulerClient.builder()),
                        new EventBridgeSchedulerTimers.Settings(
                                timers.group(), timers.target(), timers.role(), Optional.empty(), Optional.empty()),
                        host))
                .orElse((run, name, at) -> {});
    }

    private AwsPlaces places() {
        var regions = new TreeMap<String, AwsApis>();
        for (var region : configuration.regions()) {
            regions.put(region, AwsApis.of(region, clients(region, patience), clients(region, once())));
        }
        return new AwsPlaces(configuration.account(), regions);
    }

    private Patience once() {
        return new Patience(
                1,
                patience.call(),
                patience.attempt(),
                patience.connect(),
                patience.pause(),
                patience.throttled(),
                patience.longest());
    }

    private List<DatabaseConnection> databases() {
        var databases = new ArrayList<DatabaseConnection>();
        configuration
                .databases()
                .forEach((name, database) -> databases.add(new DatabaseConnection(
                        name,
                        database.url().value(),
                        database.user(),
                        () -> database.password().value())));
        return databases;
    }

    private Webhooks webhooks() {
        var endpoints = new ArrayList<Endpoint>();
        configuration.webhooks().forEach((name, hook) -> endpoints.add(endpoint(name, hook)));
        configuration.channels().forEach((name, hook) -> endpoints.add(endpoint(channelHook(name), hook)));
        return new Webhooks(endpoints, host, host::backOff, WEBHOOK);
    }

    private static Endpoint endpoint(String name, Configuration.Hook hook) {
        return new Endpoint(
                name, URI.create(hook.url().value()), () -> hook.key().value());
    }

    private Map<String, String> channelHooks() {
        var hooks = new LinkedHashMap<String, String>();
        configuration.channels().keySet().forEach(name -> hooks.put(name, channelHook(name)));
        return hooks;
    }

    /** No action's parameter can name it: a policy must not use a channel as a hook. */
    private static String channelHook(String channel) {
        return "channel " + channel;
    }
}
