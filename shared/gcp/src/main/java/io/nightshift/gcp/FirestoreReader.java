package io.nightshift.gcp;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.ServerStreamingCallable;
import com.google.cloud.firestore.v1.FirestoreClient;
import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.StructuredQuery;
import io.nightshift.core.ledger.LedgerException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the current state of documents: Firestore's queries and look-ups are strongly consistent. */
final class FirestoreReader {

    private static final int MOST_BROKEN = 2;

    private final FirestoreClient client;
    private final String database;
    private final SeenVersions seen;

    FirestoreReader(FirestoreClient client, String database, SeenVersions seen) {
        this.client = client;
        this.database = database;
        this.seen = seen;
    }

    /** The existing documents with those names, by name. */
    Map<String, Document> all(String what, Collection<String> names) {
        return all(what, BatchGetDocumentsRequest.newBuilder().addAllDocuments(names));
    }

    /** The same, with only the fields that contain their writer and version. */
    Map<String, Document> versions(String what, Collection<String> names) {
        var fields = DocumentMask.newBuilder()
                .addFieldPaths(FirestoreDocuments.VERSION)
                .addFieldPaths(FirestoreDocuments.TURN);
        return all(
                what,
                BatchGetDocumentsRequest.newBuilder().addAllDocuments(names).setMask(fields));
    }

    private Map<String, Document> all(String what, BatchGetDocumentsRequest.Builder request) {
        var found = new HashMap<String, Document>();
        for (var answer : answers(
                what,
                client.batchGetDocumentsCallable(),
                request.setDatabase(database).build())) {
            if (answer.hasFound()) {
                seen.saw(answer.getFound());
                found.put(answer.getFound().getName(), answer.getFound());
            }
        }
        return found;
    }

    List<Document> query(String what, String parent, StructuredQuery.Builder query) {
        var request = RunQueryRequest.newBuilder().setParent(parent).setStructuredQuery(query);
        // A response without a document only reports the query's progress.
        return answers(what, client.runQueryCallable(), request.build()).stream()
                .filter(answer -> answer.hasDocument())
                .map(answer -> answer.getDocument())
                .toList();
    }

    /** All responses or none. The client itself only retries a stream that broke before its first response. */
    private <Q, A> List<A> answers(String what, ServerStreamingCallable<Q, A> method, Q request) {
        for (int broken = 0; ; broken++) {
            var answers = new ArrayList<A>();
            try {
                method.call(request).forEach(answers::add);
                return answers;
            } catch (ApiException e) {
                // The cause is omitted: a provider's message may repeat the request.
                var problem = GcpErrors.whileReading(e);
                if (answers.isEmpty() || broken == MOST_BROKEN || !problem.retryable()) {
                    throw new LedgerException(
                            "%s could not be read in %s: %s".formatted(what, database, problem.message()),
                            problem.retryable());
                }
            }
        }
    }
}
