package io.nightshift.aws.entry;

import io.nightshift.api.HttpApi;
import io.nightshift.api.HttpApiSettings;
import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.EventBridgeSchedulerTimers;
import io.nightshift.chat.Chat;
import io.nightshift.chat.ChatConnections;
import io.nightshift.chat.command.OrderControl;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunPicture;
import io.nightshift.core.signal.Origin;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.Lazy;
import io.nightshift.entry.Schedule;
import io.nightshift.entry.SecretStore;
import io.nightshift.policy.PolicyRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Connects a function's configured parts: ledger, timers, secrets and dead-letter queue for every function, and the ports of
 * its {@link AwsFunction}. {@link #close} closes their connections.
 */
public final class AwsWiring implements AutoCloseable {

    private final AwsConfiguration configuration;
    private final AwsCredentialsProvider credentials;
    private final RetryPolicy retryPolicy;
    private final FunctionHost host;
    private final List<AwsClients> opened = new ArrayList<>();
    private final List<Runnable> warming = new ArrayList<>();
    private final AwsClients clients;
    private final Ledger ledger;
    private final Timers timers;
    private final SecretStore secrets;
    private final DeadLetters deadLetters;
    private final Engine engine;
    private final LambdaEventHandler handler;

    public AwsWiring(
            AwsConfiguration configuration,
            AwsCredentialsProvider credentials,
            RetryPolicy retryPolicy,
            FunctionHost host,
            AwsFunction function) {
        this.configuration = configuration;
        this.credentials = credentials;
        this.retryPolicy = retryPolicy;
        this.host = host;
        clients = clients(configuration.region());
        ledger = ledgerIn(clients);
        timers = timersBy(clients);
        secrets = secretsBy(clients);
        host.traceTo(configuration.common().traces(), secrets);
        deadLetters = deadLettersBy(clients);
        var ports = function.ports(this);
        engine = new Engine(ports);
        handler = new LambdaEventHandler(
                engine,
                new Sweeper(engine, ledger, host),
                new Schedule(engine, function.scheduled(ports, engine, this), host),
                new AwsSenders(
                        configuration.region(),
                        configuration.accounts(),
                        configuration.members().queues()),
                deadLetters,
                new PauseSwitches(ledger, host, configuration.common().policy().hash()),
                host);
    }

    public AwsConfiguration configuration() {
        return configuration;
    }

    public FunctionHost host() {
        return host;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Timers timers() {
        return timers;
    }

    public SecretStore secrets() {
        return secrets;
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** Not available while a {@link AwsFunction} creates its ports. */
    public Engine engine() {
        return engine;
    }

    public LambdaEventHandler handler() {
        return handler;
    }

    /** The HTTP API of this function. */
    public HttpApi httpApi(HttpApiSettings settings) {
        return new HttpApi(
                LambdaEventHandler.decoders(configuration.region()).checked(configuration.accounts()::asserted),
                engine,
                ledger,
                deadLetters,
                () -> settings.keys(secrets),
                host,
                configuration.common().policy().hash(),
                payload -> {});
    }

    /** What chats use of this function. */
    public ChatConnections chatConnections(HttpApiSettings settings) {
        var calls = SignedAwsCalls.of(configuration.region(), configuration.endpoint(), credentials, host);
        return new ChatConnections(
                ledger, secrets, host, () -> settings.links(secrets), calls, calls, RunPicture.Source.NONE);
    }

    /** Orders other functions. */
    public OrderControl.Orders orders() {
        return SignedAwsCalls.of(configuration.region(), configuration.endpoint(), credentials, host);
    }

    /** The messenger with the chats of the policy. */
    public Messenger withChats(Messenger others, HttpApiSettings settings) {
        return Chat.over(others, configuration.common(), chatConnections(settings));
    }

    /** The same for a function without links for approvers. */
    public Messenger withChats(Messenger others) {
        return withChats(others, HttpApiSettings.NONE);
    }

    /** The same with pictures of its runs. */
    public Messenger withChats(Messenger others, RunPicture.Source pictures) {
        return Chat.over(
                others,
                configuration.common(),
                chatConnections(HttpApiSettings.NONE).showing(pictures));
    }

    /** The regions that the configuration lists, of the function's own account and of its members. */
    public AwsRegions regions() {
        return ownRegions().and(configuration.members().roles(), clients, host);
    }

    /** Those of its own account. */
    public AwsRegions ownRegions() {
        return AwsRegions.of(configuration.account(), configuration.regions(), this::clients);
    }

    /** The policy's rules, for the accounts of this function. */
    public Rules rules(Origin home) {
        return configuration
                .accounts()
                .within(new PolicyRules(configuration.common().policy(), home));
    }

    /** Registers something to create before a snapshot; otherwise the first event would create it. */
    public void warming(Runnable make) {
        warming.add(make);
    }

    /** Creates everything that the first event may need and that does not exist yet. */
    void warm() {
        warming.forEach(Runnable::run);
    }

    @Override
    public void close() {
        opened.forEach(AwsClients::close);
    }

    /** Clients of its own account in a region, which need not be one of the configuration. */
    public AwsClients clients(String region) {
        var made = new AwsClients(region, configuration.endpoint(), credentials, retryPolicy);
        opened.add(made);
        return made;
    }

    private Ledger ledgerIn(AwsClients clients) {
        var standard = DynamoDbLedger.Settings.of(configuration.table());
        var settings = new DynamoDbLedger.Settings(
                standard.table(), standard.shards(), configuration.common().retention());
        return new DynamoDbLedger(
                DynamoDbLedger.client(clients),
                settings,
                () -> UUID.randomUUID().toString());
    }

    private Timers timersBy(AwsClients clients) {
        if (configuration.timers().isEmpty()) {
            return (run, name, at) -> {};
        }
        var settings = configuration.timers().get();
        var made = new Lazy<>(() -> new EventBridgeSchedulerTimers(
                clients.build(SchedulerClient.builder()),
                new EventBridgeSchedulerTimers.Settings(
                        settings.group(), settings.target(), settings.role(), settings.deadLetters(), Optional.empty()),
                host));
        warming(made::get);
        return (run, name, at) -> made.get().set(run, name, at);
    }

    private SecretStore secretsBy(AwsClients clients) {
        var made = new Lazy<>(() -> new SecretsManagerStore(clients.build(SecretsManagerClient.builder())));
        warming(made::get);
        return name -> made.get().read(name);
    }

    private DeadLetters deadLettersBy(AwsClients clients) {
        var made =
                new Lazy<>(() -> new SqsDeadLetters(clients.build(SqsClient.builder()), configuration.deadLetters()));
        warming(made::get);
        return (payload, reasons) -> made.get().keep(payload, reasons);
    }
}
