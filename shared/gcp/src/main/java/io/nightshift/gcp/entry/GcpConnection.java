package io.nightshift.gcp.entry;

import com.google.auth.Credentials;
import io.nightshift.api.HttpApi;
import io.nightshift.api.HttpApiSettings;
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
import io.nightshift.entry.ScheduledWork;
import io.nightshift.entry.SecretStore;
import io.nightshift.gcp.CloudTasksTimers;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.ProjectAdapters;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.policy.PolicyRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A function's connections to Google Cloud, as configured; each call creates a new object.
 *
 * @param credentials empty for a fake, which needs none
 */
public record GcpConnection(
        GcpConfiguration configuration, Optional<Credentials> credentials, RetryPolicy retryPolicy, FunctionHost host) {

    /** With the credentials of the function's own service account. */
    public static GcpConnection of(GcpConfiguration configuration, FunctionHost host) {
        var connection = new GcpConnection(configuration, credentials(configuration), GcpClients.RETRY_POLICY, host);
        var store = new Lazy<>(connection::secrets);
        host.traceTo(configuration.common().traces(), name -> store.get().read(name));
        return connection;
    }

    private static Optional<Credentials> credentials(GcpConfiguration configuration) {
        if (configuration.standIns().any()) {
            return Optional.empty();
        }
        try {
            return Optional.of(GcpClients.applicationDefault(GcpClients.RETRY_POLICY));
        } catch (IOException e) {
            throw new UncheckedIOException("the function has no credentials of a service account", e);
        }
    }

    public GcpScope places() {
        return new GcpScope(configuration.projects());
    }

    public GcpClients clients() {
        var standIns = configuration.standIns();
        return new GcpClients(credentials, standIns.rest(), standIns.grpc(), retryPolicy);
    }

    /** The adapters of a function in the host's own projects and in its members. */
    public <T> ProjectAdapters<T> adapters(ProjectAdapters.Factory<T> factory) {
        return new ProjectAdapters<>(
                clients(),
                places(),
                configuration.project(),
                configuration.members().projects(),
                factory);
    }

    /** The policy's rules, for the projects of this function. */
    public Rules rules() {
        return rules(Origin.NOWHERE);
    }

    /** @param home the project of what names none */
    public Rules rules(Origin home) {
        return configuration
                .accounts()
                .within(new PolicyRules(configuration.common().policy(), home));
    }

    public FirestoreLedger ledger() {
        return ledger(configuration.ledger().prefix());
    }

    /** The ledger of another function in the same database. */
    public FirestoreLedger ledger(String prefix) {
        var settings = new FirestoreLedger.Settings(
                configuration.project(),
                configuration.ledger().database(),
                prefix,
                configuration.common().retention());
        var standIns = configuration.standIns();
        var clients = new GcpClients(
                credentials, standIns.rest(), standIns.firestore().or(standIns::grpc), retryPolicy);
        return FirestoreLedger.open(clients, settings, () -> UUID.randomUUID().toString());
    }

    public Timers timers() {
        return configuration
                .timers()
                .<Timers>map(settings -> new CloudTasksTimers(CloudTasksTimers.client(clients()), settings, host))
                .orElse((run, name, at) -> {});
    }

    public SecretStore secrets() {
        return SecretManagerStore.of(clients());
    }

    public DeadLetters deadLetters() {
        return PubSubDeadLetters.of(clients(), configuration.deadLetters());
    }

    /** The deployments of the GKE cluster, if there is one. */
    public Optional<KubernetesScope> deployments() {
        return configuration.gke().map(gke -> gke.places(credentials, host));
    }

    /** The HTTP API of a deployment that GitHub and approvers call. */
    public HttpApi httpApi(HttpApiSettings settings, Engine engine, Ledger ledger, SecretStore secrets) {
        return new HttpApi(
                HttpEventHandler.decoders().checked(configuration.accounts()::asserted),
                engine,
                ledger,
                deadLetters(),
                () -> settings.keys(secrets),
                host,
                configuration.common().policy().hash(),
                payload -> {});
    }

    /** What chats use of this function. */
    public ChatConnections chatConnections(Ledger ledger, SecretStore secrets, HttpApiSettings settings) {
        return ChatConnections.of(ledger, secrets, host, () -> settings.links(secrets));
    }

    /** Orders other functions. */
    public OrderControl.Orders orders() {
        return FunctionOrders.of(credentials, host);
    }

    /** The messenger with the chats of the policy. */
    public Messenger withChats(Messenger others, Ledger ledger, SecretStore secrets) {
        return withChats(others, ledger, secrets, HttpApiSettings.NONE);
    }

    /** The same with links for approvers. */
    public Messenger withChats(Messenger others, Ledger ledger, SecretStore secrets, HttpApiSettings settings) {
        return Chat.over(others, configuration.common(), chatConnections(ledger, secrets, settings));
    }

    /** The same with pictures of its runs. */
    public Messenger withChats(Messenger others, Ledger ledger, SecretStore secrets, RunPicture.Source pictures) {
        return Chat.over(
                others,
                configuration.common(),
                chatConnections(ledger, secrets, HttpApiSettings.NONE).showing(pictures));
    }

    /** The handler of a trigger's events. */
    public HttpEventHandler handler(Engine engine, Ledger ledger) {
        return handler(engine, ledger, List.of());
    }

    public HttpEventHandler handler(Engine engine, Ledger ledger, List<ScheduledWork> works) {
        return new HttpEventHandler(
                engine,
                new Sweeper(engine, ledger, host),
                new Schedule(engine, works, host),
                new GcpSenders(configuration.accounts(), configuration.members()),
                deadLetters(),
                new PauseSwitches(ledger, host, configuration.common().policy().hash()),
                host);
    }
}
