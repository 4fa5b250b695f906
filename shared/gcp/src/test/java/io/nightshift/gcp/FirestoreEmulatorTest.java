package io.nightshift.gcp;

import com.google.cloud.firestore.v1.FirestoreClient;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.gcp.FirestoreLedger.Settings;
import io.nightshift.sandbox.contract.LedgerSuite;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.GoogleEmulator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The contract of all ledgers, and what ours relies on, on Google's own emulator; each test has a project of its own. */
final class FirestoreEmulatorTest extends LedgerSuite implements FirestoreBehaviour {

    private static final AtomicInteger PROJECTS = new AtomicInteger();

    private static Optional<GoogleEmulator> emulator = Optional.empty();

    private final Settings settings = Settings.of("demo-" + PROJECTS.incrementAndGet());
    private final FirestoreClient client = FirestoreLedger.client(
            FirestoreBench.clients(emulator.orElseThrow().endpoint(), FastRetries.POLICY), settings);

    @BeforeAll
    static void start() {
        emulator = GoogleEmulator.firestore();
        Assumptions.assumeTrue(emulator.isPresent(), "peer missing: Google Firestore emulator");
    }

    @AfterAll
    static void stop() {
        emulator.ifPresent(GoogleEmulator::close);
    }

    @Override
    protected Ledger open() {
        return new FirestoreLedger(client, settings, FirestoreBench.tokens());
    }

    @Override
    public FirestoreClient client() {
        return client;
    }

    @Override
    public String database() {
        return settings.databaseName();
    }

    @AfterEach
    void close() {
        client.close();
    }
}
