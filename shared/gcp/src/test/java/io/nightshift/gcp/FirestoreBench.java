package io.nightshift.gcp;

import com.google.auth.Credentials;
import com.google.cloud.firestore.v1.FirestoreClient;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.gcp.FirestoreLedger.Settings;
import io.nightshift.sandbox.wire.FastRetries;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Ledgers on one Firestore over gRPC: Google's client, and a stand-in at the other end. */
final class FirestoreBench implements AutoCloseable {

    static final Settings SETTINGS = Settings.of("p-1");

    final GrpcStandIn server;
    private final List<FirestoreClient> clients = new ArrayList<>();
    private final Supplier<String> tokens = tokens();

    FirestoreBench() {
        this((method, message) -> Optional.empty());
    }

    FirestoreBench(GrpcStandIn.Trouble trouble) {
        server = new GrpcStandIn(new FirestoreStandIn(SETTINGS.databaseName()), trouble);
    }

    /** Counts, so that a test knows what comes next: {@code turn-1}. */
    static Supplier<String> tokens() {
        var turns = new AtomicInteger();
        return () -> "turn-" + turns.incrementAndGet();
    }

    static GcpClients clients(URI endpoint, RetryPolicy retryPolicy) {
        return clients(endpoint, retryPolicy, Optional.empty());
    }

    static GcpClients clients(URI endpoint, RetryPolicy retryPolicy, Optional<Credentials> credentials) {
        return new GcpClients(credentials, Optional.empty(), Optional.of(endpoint), retryPolicy);
    }

    FirestoreLedger ledger() {
        return ledger(SETTINGS, FastRetries.POLICY);
    }

    FirestoreLedger ledger(Duration retention) {
        return ledger(
                new Settings(SETTINGS.project(), SETTINGS.database(), SETTINGS.prefix(), Optional.of(retention)),
                FastRetries.POLICY);
    }

    FirestoreLedger ledger(Settings settings, RetryPolicy retryPolicy) {
        return new FirestoreLedger(client(clients(server.endpoint(), retryPolicy)), settings, tokens);
    }

    FirestoreClient client() {
        return client(clients(server.endpoint(), FastRetries.POLICY));
    }

    private FirestoreClient client(GcpClients clients) {
        var client = FirestoreLedger.client(clients, SETTINGS);
        this.clients.add(client);
        return client;
    }

    @Override
    public void close() {
        clients.forEach(FirestoreClient::close);
        server.close();
    }
}
