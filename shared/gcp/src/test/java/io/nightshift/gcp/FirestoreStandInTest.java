package io.nightshift.gcp;

import com.google.cloud.firestore.v1.FirestoreClient;
import org.junit.jupiter.api.AfterEach;

/** The stand-in behaves as Firestore does. */
final class FirestoreStandInTest implements FirestoreBehaviour {

    private final FirestoreBench bench = new FirestoreBench();
    private final FirestoreClient client = bench.client();

    @Override
    public FirestoreClient client() {
        return client;
    }

    @Override
    public String database() {
        return FirestoreBench.SETTINGS.databaseName();
    }

    @AfterEach
    void close() {
        bench.close();
    }
}
