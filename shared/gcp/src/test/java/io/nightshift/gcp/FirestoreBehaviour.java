package io.nightshift.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.firestore.v1.FirestoreClient;
import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What the ledger relies on in Firestore, asked without the ledger: of the stand-in and of Google's emulator, which have
 * to give the same answers.
 */
interface FirestoreBehaviour {

    Precondition ABSENT = Precondition.newBuilder().setExists(false).build();
    Timestamp LONG_AGO = Timestamps.fromSeconds(1);

    FirestoreClient client();

    /** {@code projects/P/databases/D}, in which nothing is stored yet. */
    String database();

    private String name(String id) {
        return database() + "/documents/things/" + id;
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private Write write(String id, String text, Precondition condition) {
        return write(id, text, condition, Map.of());
    }

    private Write write(String id, String text, Precondition condition, Map<String, Value> more) {
        return Write.newBuilder()
                .setUpdate(Document.newBuilder()
                        .setName(name(id))
                        .putFields("text", text(text))
                        .putAllFields(more))
                .setCurrentDocument(condition)
                .build();
    }

    private CommitResponse commit(Write... writes) {
        var request = CommitRequest.newBuilder().setDatabase(database());
        for (var write : writes) {
            request.addWrites(write);
        }
        return client().commit(request.build());
    }

    private StatusCode.Code refusal(Write... writes) {
        var refused = catchThrowableOfType(ApiException.class, () -> commit(writes));
        return refused.getStatusCode().getCode();
    }

    private Optional<Document> read(String id) {
        var request =
                BatchGetDocumentsRequest.newBuilder().setDatabase(database()).addDocuments(name(id));
        for (var answer : client().batchGetDocumentsCallable().call(request.build())) {
            if (answer.hasFound()) {
                return Optional.of(answer.getFound());
            }
        }
        return Optional.empty();
    }

    private static Precondition updatedAt(Timestamp time) {
        return Precondition.newBuilder().setUpdateTime(time).build();
    }

    @Test
    default void whatMustNotBeThereAndIsAlreadyExists() {
        commit(write("a", "one", ABSENT));

        assertThat(refusal(write("a", "two", ABSENT))).isEqualTo(StatusCode.Code.ALREADY_EXISTS);
    }

    @Test
    default void whatWasUpdatedSinceIsAFailedPrecondition() {
        var first = commit(write("a", "one", ABSENT)).getWriteResults(0).getUpdateTime();
        var second =
                commit(write("a", "two", updatedAt(first))).getWriteResults(0).getUpdateTime();

        assertThat(Timestamps.compare(second, first)).isPositive();
        assertThat(refusal(write("a", "three", updatedAt(first)))).isEqualTo(StatusCode.Code.FAILED_PRECONDITION);
        assertThat(refusal(write("a", "three", updatedAt(LONG_AGO)))).isEqualTo(StatusCode.Code.FAILED_PRECONDITION);
        assertThat(read("a").orElseThrow().getUpdateTime()).isEqualTo(second);
    }

    @Test
    default void whatWasUpdatedAtATimeAndIsGoneIsAFailedPrecondition() {
        assertThat(refusal(write("a", "one", updatedAt(LONG_AGO)))).isEqualTo(StatusCode.Code.FAILED_PRECONDITION);
    }

    @Test
    default void timesOfConditionsHaveMicroseconds() {
        assertThat(refusal(write("a", "one", updatedAt(Timestamps.fromNanos(1_000_000_001L)))))
                .isEqualTo(StatusCode.Code.INVALID_ARGUMENT);
    }

    @Test
    default void aDocumentIsWrittenOnceInACommit() {
        assertThat(refusal(write("a", "one", ABSENT), write("a", "two", ABSENT)))
                .isEqualTo(StatusCode.Code.INVALID_ARGUMENT);
    }

    @Test
    default void whatIsAskedForTwiceIsAnsweredOnce() {
        var request = BatchGetDocumentsRequest.newBuilder()
                .setDatabase(database())
                .addDocuments(name("a"))
                .addDocuments(name("a"));

        assertThat(client().batchGetDocumentsCallable().call(request.build())).hasSize(1);
    }

    @Test
    default void oneRefusedWriteRefusesAll() {
        commit(write("b", "one", ABSENT));

        assertThat(refusal(write("a", "two", ABSENT), write("b", "two", ABSENT), write("c", "two", ABSENT)))
                .isEqualTo(StatusCode.Code.ALREADY_EXISTS);

        assertThat(read("a")).isEmpty();
        assertThat(read("c")).isEmpty();
    }

    @Test
    default void allWritesOfACommitHaveOneTime() {
        var response = commit(write("a", "one", ABSENT), write("b", "one", ABSENT));

        assertThat(response.getWriteResultsList())
                .extracting(result -> result.getUpdateTime())
                .containsOnly(response.getCommitTime());
        assertThat(read("a").orElseThrow().getUpdateTime()).isEqualTo(response.getCommitTime());
    }

    @Test
    default void aMaskLeavesFieldsOutAndNotTheTime() {
        var time = commit(write("a", "one", ABSENT)).getCommitTime();
        var request = BatchGetDocumentsRequest.newBuilder()
                .setDatabase(database())
                .addDocuments(name("a"))
                .setMask(DocumentMask.newBuilder().addFieldPaths("other"));

        assertThat(client().batchGetDocumentsCallable().call(request.build()))
                .allSatisfy(answer -> assertThat(answer.getFound())
                        .isEqualTo(Document.newBuilder()
                                .setName(name("a"))
                                .setCreateTime(time)
                                .setUpdateTime(time)
                                .build()));
    }

    @Test
    default void aDocumentHasOneMebibyteAtMostWithItsName() {
        int name = 16 + "things".length() + 1 + "a".length() + 1 + 32;
        int fields = "text".length() + 1 + 1 + "more".length() + 1 + 1;
        var half = "x".repeat(500_000);
        var rest = "x".repeat(1024 * 1024 - name - fields - half.length());

        commit(write("a", half, ABSENT, Map.of("more", text(rest))));

        assertThat(refusal(write("b", half, ABSENT, Map.of("more", text(rest + "x")))))
                .isEqualTo(StatusCode.Code.INVALID_ARGUMENT);
    }

    @Test
    default void aTextHasOneMebibyteAtMostLessSomeBytes() {
        var longest = "x".repeat(1024 * 1024 - 89);

        commit(write("a", longest, ABSENT));

        assertThat(refusal(write("b", longest + "x", ABSENT))).isEqualTo(StatusCode.Code.INVALID_ARGUMENT);
    }

    /** So a version that is written over with what it was could not be told by its time; ours always counts. */
    @Test
    default void aWriteThatChangesNothingLeavesTheTimeAsItWas() {
        var first = commit(write("a", "one", ABSENT)).getWriteResults(0).getUpdateTime();

        var second =
                commit(write("a", "one", updatedAt(first))).getWriteResults(0).getUpdateTime();

        assertThat(second).isEqualTo(first);
    }

    @Test
    default void namesThatAreNotAllowedAreRefused() {
        for (var id : new String[] {"__reserved__", "..", ".", "", "a/b", "x".repeat(1501)}) {
            assertThat(refusal(write(id, "one", ABSENT))).as(id).isEqualTo(StatusCode.Code.INVALID_ARGUMENT);
        }
        commit(write("x".repeat(1500), "one", ABSENT));
    }
}
