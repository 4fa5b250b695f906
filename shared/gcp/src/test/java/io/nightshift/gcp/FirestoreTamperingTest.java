package io.nightshift.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.v1.FirestoreClient;
import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.Write;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.contract.DamageSuite;
import io.nightshift.sandbox.contract.NextTurn;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody changes in the database is found. */
final class FirestoreTamperingTest extends DamageSuite {

    private static final Duration KEEP = Duration.ofDays(30);

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

    /** Firestore deletes the document of the run when it has expired, and its entries some time later, each by itself. */
    @Test
    void whatExpiredIsNoFaultAndWhatIsGoneEarlierIsOne() {
        var run = write(NextTurn.first("a")
                .entries(3)
                .finished(Outcome.RESOLVED, "well")
                .sealed());
        delete(documents.run(run.id()));
        delete(documents.entry(run.id(), 0));

        var due = run.changedAt().plus(KEEP);
        var gone = Audit.verify(ledger(), run.id(), due);
        assertThat(gone.faults()).isEmpty();
        assertThat(gone.notes().toString()).contains("retention removed it");
        assertThat(Audit.verify(ledger(), run.id(), due.minusSeconds(1))
                        .faults()
                        .toString())
                .contains("not earlier");

        overwriteEntry(run.id(), 1, "{}");
        assertThat(Audit.verify(ledger(), run.id(), due).faults()).isNotEmpty();
    }

    @Test
    void aRunThatWasOpenDidNotExpire() {
        var run = write(NextTurn.first("a").entries(3).sealed());
        delete(documents.run(run.id()));
        assertThat(Audit.verify(ledger(), run.id()).faults()).isNotEmpty();
    }
}
