package io.nightshift.gcp;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.FirestoreGrpc;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.RunQueryResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * A Firestore in memory with the three methods that the ledger calls, as
 * https://cloud.google.com/firestore/docs/reference/rpc/google.firestore.v1 has them. Strict: what the documentation
 * forbids it refuses as the service does, what the ledger never asks for it does not know. {@link FirestoreBehaviour}
 * holds it to what Google's emulator answers.
 */
final class FirestoreStandIn extends FirestoreGrpc.FirestoreImplBase {

    private final String database;
    private final StoredDocuments documents;

    /** @param database {@code projects/P/databases/D}; any other is not there */
    FirestoreStandIn(String database) {
        this.database = database;
        documents = new StoredDocuments(database + "/documents/");
    }

    @Override
    public void batchGetDocuments(
            BatchGetDocumentsRequest request, StreamObserver<BatchGetDocumentsResponse> observer) {
        answer(observer, () -> {
            check(request.getDatabase());
            var mask = request.getMask().getFieldPathsList();
            var answers = new ArrayList<BatchGetDocumentsResponse>();
            var found = documents.get(request.getDocumentsList());
            for (var name : new LinkedHashSet<>(request.getDocumentsList())) {
                var answer = BatchGetDocumentsResponse.newBuilder().setReadTime(documents.now());
                if (found.containsKey(name)) {
                    var document = found.get(name);
                    answer.setFound(request.hasMask() ? StoredDocuments.only(mask, document) : document);
                } else {
                    answer.setMissing(name);
                }
                answers.add(answer.build());
            }
            return answers;
        });
    }

    @Override
    public void commit(CommitRequest request, StreamObserver<CommitResponse> observer) {
        answer(observer, () -> {
            check(request.getDatabase());
            return List.of(documents.commit(request));
        });
    }

    @Override
    public void runQuery(RunQueryRequest request, StreamObserver<RunQueryResponse> observer) {
        answer(observer, () -> {
            check(request.getParent().replaceFirst("/documents(/.*)?$", ""));
            var found = new StoredQuery(request).in(documents.all());
            var read = RunQueryResponse.newBuilder().setReadTime(documents.now());
            return found.isEmpty()
                    ? List.of(read.build())
                    : found.stream()
                            .map(document -> read.setDocument(document).build())
                            .toList();
        });
    }

    /** See https://cloud.google.com/firestore/docs/understand-error-codes. */
    private void check(String asked) {
        if (!asked.equals(database)) {
            throw Status.NOT_FOUND
                    .withDescription("The database %s does not exist, canary-4711".formatted(asked))
                    .asRuntimeException();
        }
    }

    private static <A> void answer(StreamObserver<A> observer, Supplier<List<A>> answers) {
        try {
            answers.get().forEach(observer::onNext);
            observer.onCompleted();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
        }
    }
}
