package io.nightshift.gcp;

import com.google.cloud.firestore.v1.FirestoreClient;
import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.Write;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.contract.ExpiryDamageSuite;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** What somebody changes in the database is found. */
final class FirestoreTamperingTest extends ExpiryDamageSuite {

    private final FirestoreBench bench = new FirestoreBench();
    private final FirestoreDocuments documents = new FirestoreDocuments(FirestoreBench.SETTINGS);
    private final FirestoreClient client = bench.client();

    @Override
    protected Ledger open() {
        return bench.ledger(KEEP);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void write(Write.Builder write) {
        client.commit(CommitRequest.newBuilder()
                .setDatabase(FirestoreBench.SETTINGS.databaseName())
                .addWrites(write)
                .build());
    }

    private void delete(String name) {
        write(Write.newBuilder().setDelete(name));
    }

    private void change(String name, UnaryOperator<Document.Builder> change) {
        var request = BatchGetDocumentsRequest.newBuilder()
                .setDatabase(FirestoreBench.SETTINGS.databaseName())
                .addDocuments(name)
                .build();
        var found = client.batchGetDocumentsCallable()
                .call(request)
                .iterator()
                .next()
                .getFound();
        write(Write.newBuilder().setUpdate(change.apply(found.toBuilder())));
    }

    @Override
    protected void deleteRun(RunId id) {
        delete(documents.run(id));
    }

    @Override
    protected void deleteEntries(RunId id) {
        for (int number = 0; number < 6; number++) {
            delete(documents.entry(id, number));
        }
    }

    @Override
    protected void overwrite(RunId id, String state) {
        body(documents.run(id), state);
    }

    @Override
    protected void overwriteEntry(RunId id, long number, String body) {
        body(documents.entry(id, number), body);
    }

    private void body(String name, String text) {
        change(name, document -> document.putFields(FirestoreDocuments.BODY, FirestoreDocuments.text(text)));
    }

    @Override
    protected void hideFromTheSweeper(RunId id) {
        change(documents.run(id), document -> document.removeFields(FirestoreDocuments.DUE));
    }

    @Override
    protected void deleteEntry(RunId id, long number) {
        delete(documents.entry(id, number));
    }
}
